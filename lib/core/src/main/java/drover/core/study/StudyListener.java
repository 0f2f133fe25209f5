package drover.core.study;

import drover.core.journal.Event;
import java.util.List;

/** Follows a study. Called by the study's own thread, which waits. */
public interface StudyListener {

  /**
   * Events became durable, or about a second passed without any.
   *
   * @param running the trials in flight, with what they reported so far
   * @param events the new events; empty at a mere tick
   */
  void progressed(StudyState state, RunningTrials running, List<Event> events);
}
