package drover.core.study;

import drover.core.Continuation;
import drover.core.Trial;
import drover.core.journal.Event;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the checkpoints that nobody will start from: keeps those of trials that are not told yet,
 * of their parents, of trials that may still be continued, and of the best ones.
 */
public final class CheckpointRetention implements StudyListener {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointRetention.class);

  private final StudyFolder folder;
  private final int best;
  private final IntPredicate mayContinue;

  /** Trials that may have checkpoints. */
  private final Set<Integer> stored = new TreeSet<>();

  private final Map<Integer, Trial> open = new HashMap<>();
  private boolean first = true;

  /**
   * Retention in one study's folder.
   *
   * @param best of how many of the best trials to keep them
   * @param mayContinue true if a trial may still become a parent
   */
  public CheckpointRetention(StudyFolder folder, int best, IntPredicate mayContinue) {
    this.folder = folder;
    this.best = best;
    this.mayContinue = mayContinue;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    boolean whole = first || state.ended().isPresent();
    if (first) {
      state.trials().stream()
          .filter(record -> record.run().isEmpty())
          .forEach(record -> open.put(record.trial().id(), record.trial()));
      first = false;
    }
    events.forEach(event -> follow(event, state));
    try {
      if (whole) { // what earlier drivers and lost executors left
        stored.addAll(folder.trialsWithCheckpoints());
      }
      if (whole || (!stored.isEmpty() && events.stream().anyMatch(Event.Told.class::isInstance))) {
        retain(state);
      }
    } catch (IOException e) {
      LOG.warn("Checkpoints could not be deleted", e);
    }
  }

  private void follow(Event event, StudyState state) {
    if (event instanceof Event.Asked asked) {
      open.put(asked.trial().id(), asked.trial());
    } else if (event instanceof Event.Told told) {
      open.remove(told.id());
      report(told.id(), told.run().continuation(), state);
      if (told.run().continuation().offered() > 0 || told.attempt() > 1) {
        stored.add(told.id());
      }
    }
  }

  private void retain(StudyState state) throws IOException {
    Set<Integer> needed = new HashSet<>(open.keySet());
    open.values().forEach(trial -> trial.parent().ifPresent(needed::add));
    state.best(best).forEach(record -> needed.add(record.trial().id()));
    for (Iterator<Integer> ids = stored.iterator(); ids.hasNext(); ) {
      int id = ids.next();
      if (!needed.contains(id) && !mayContinue.test(id)) {
        folder.deleteCheckpoints(id);
        ids.remove();
      }
    }
  }

  private static void report(int id, Continuation continuation, StudyState state) {
    if (!continuation.retrained().isEmpty()) {
      Trial trial = state.trials().get(id).trial();
      LOG.warn(
          "Trial {} continues trial {}; the checkpoints of trials {} were lost, so they were"
              + " trained again",
          id,
          trial.parent().getAsInt(),
          continuation.retrained());
    }
  }
}
