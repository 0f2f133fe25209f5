package drover.core.study;

import drover.core.journal.Event;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best trial's model and deletes those of other trials that came to their end; publishes
 * it when the study ends. A model of a trial that is not told yet is none of its business: an
 * executor may just be writing it.
 */
public final class ModelRetention implements StudyListener {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRetention.class);

  private final StudyFolder folder;
  private final Set<Integer> stored = new TreeSet<>();
  private boolean first = true;

  /** Retention in one study's folder. */
  public ModelRetention(StudyFolder folder) {
    this.folder = folder;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    if (first) {
      state.trials().stream()
          .filter(TrialRecord::hasModel)
          .forEach(record -> stored.add(record.trial().id()));
      first = false;
    }
    for (Event event : events) {
      if (event instanceof Event.Told told && told.run().model()) {
        stored.add(told.id());
      }
    }
    state.best().filter(TrialRecord::hasModel).ifPresent(best -> retain(best, state));
  }

  private void retain(TrialRecord best, StudyState state) {
    int id = best.trial().id();
    try {
      for (int other : stored) {
        if (other != id) {
          folder.deleteModel(other);
        }
      }
      stored.retainAll(Set.of(id));
      if (state.ended().isPresent()) {
        folder.publishModel(id);
        folder.deleteModelsExcept(id); // what trials left that never came to be told
      }
    } catch (IOException e) {
      LOG.warn("Could not keep the model of trial {}", id, e);
    }
  }
}
