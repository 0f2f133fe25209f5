package drover.core.study;

import drover.core.journal.Event;
import drover.core.journal.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a study's events: the state takes them in at once, the journal with the next commit,
 * and then the listeners hear of them.
 */
final class Journaling {

  private static final Logger LOG = LoggerFactory.getLogger(Journaling.class);

  private final Journal journal;
  private final List<StudyListener> listeners;
  private final StudyState state = new StudyState();
  private final List<Event> batch = new ArrayList<>();

  Journaling(Journal journal, List<StudyListener> listeners) {
    this.journal = journal;
    this.listeners = List.copyOf(listeners);
  }

  /** How the study stands, with all events so far. */
  StudyState state() {
    return state;
  }

  /** Takes in an event that the journal has. */
  void replay(Event event) {
    state.apply(event);
  }

  /** Takes in a new event; it becomes durable with the next commit. */
  void note(Event event) {
    state.apply(event);
    batch.add(event);
  }

  /** Makes all new events durable. */
  void commit(RunningTrials running) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    List<Event> events = List.copyOf(batch);
    batch.clear();
    journal.append(events);
    tell(running, events);
  }

  /** The journal is the truth: what a listener cannot do is reported, and the study goes on. */
  void tell(RunningTrials running, List<Event> events) {
    for (StudyListener listener : listeners) {
      try {
        listener.progressed(state, running, events);
      } catch (RuntimeException e) {
        LOG.warn("{} failed", listener.getClass().getSimpleName(), e);
      }
    }
  }
}
