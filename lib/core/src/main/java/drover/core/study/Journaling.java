package drover.core.study;

import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.StudyBusyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  /** False once a commit has failed: the state may hold what is not durable. */
  private boolean sound = true;

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
    sound = false;
    journal.append(events);
    sound = true;
    tell(listener -> listener.progressed(state, running, events));
  }

  /** Nothing happened for a while. */
  void tick(RunningTrials running) throws StudyBusyException {
    journal.requireLive();
    tell(listener -> listener.progressed(state, running, List.of()));
  }

  /**
   * The driver ends by an error. What it has noted is committed, unless it was a commit that
   * failed: then nothing may be made of what it noted.
   *
   * @throws StudyBusyException if another driver has taken the study over
   */
  void fail(RunningTrials running, Event.Ended ended) throws StudyBusyException {
    journal.requireLive();
    if (!sound) {
      state.apply(ended);
      tell(listener -> listener.failed(state, running));
      return;
    }
    note(ended);
    try {
      commit(running);
    } catch (StudyBusyException overtaken) {
      throw overtaken;
    } catch (IOException e) {
      LOG.warn("The driver's end could not be journaled", e);
      tell(listener -> listener.failed(state, running));
    }
  }

  /** The journal is the truth: what a listener cannot do is reported, and the study goes on. */
  private void tell(Consumer<StudyListener> news) {
    for (StudyListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("{} failed", listener.getClass().getSimpleName(), e);
      }
    }
  }
}
