package drover.core.study;

import drover.core.journal.Event;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the best trial's model and deletes the others; publishes it when the study ends. */
public final class ModelRetention implements StudyListener {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRetention.class);

  private final StudyFolder folder;

  /** Retention in one study's folder. */
  public ModelRetention(StudyFolder folder) {
    this.folder = folder;
  }

  @Override
  public void progressed(StudyState state, List<Event> events) {
    boolean kept = false;
    boolean ended = false;
    for (Event event : events) {
      kept |= event instanceof Event.Told told && told.run().model();
      ended |= event instanceof Event.Ended;
    }
    if ((kept || ended) && state.best().isPresent()) {
      retain(state.best().get(), ended);
    }
  }

  private void retain(TrialRecord best, boolean ended) {
    try {
      folder.deleteModelsExcept(best.trial().id());
      if (ended && best.run().orElseThrow().model()) {
        folder.publishModel(best.trial().id());
      }
    } catch (IOException e) {
      LOG.warn("Could not keep the model of trial {}", best.trial().id(), e);
    }
  }
}
