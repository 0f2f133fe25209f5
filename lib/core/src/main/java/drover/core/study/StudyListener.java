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

  /**
   * The driver ends since the journal cannot be written. The state has its end, and may have more
   * that is not durable: a later driver will not know of it, so nothing may be deleted or published
   * that hangs on it.
   */
  default void failed(StudyState state, RunningTrials running) {}
}
