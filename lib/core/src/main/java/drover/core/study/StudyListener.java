package drover.core.study;

import drover.core.journal.Event;
import java.util.List;

/** Follows a study. Called by the study's own thread, which waits. */
public interface StudyListener {

  /**
   * Events became durable, or about a second passed without any.
   *
   * @param events the new events; empty at a mere tick
   */
  void progressed(StudyState state, List<Event> events);
}
