package drover.jobs.study;

import drover.core.Params;
import drover.core.journal.Event;
import drover.core.report.TrialsCsv;
import drover.core.study.RunningTrials;
import drover.core.study.StudyFolder;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Writes {@code trials.csv} and {@code best.conf} when the study ends, however it ends. */
final class StudyOutputs implements StudyListener {

  private final StudyFolder folder;
  private final Function<Params, String> bestConf;

  /**
   * @param bestConf the study file with params in place of its ranges
   */
  StudyOutputs(StudyFolder folder, Function<Params, String> bestConf) {
    this.folder = folder;
    this.bestConf = bestConf;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    if (state.ended().isPresent()) {
      write(state);
    }
  }

  private void write(StudyState state) {
    try {
      folder.write("trials.csv", TrialsCsv.of(state.trials()));
      if (state.best().isPresent()) {
        Params winner = state.best().get().trial().params();
        folder.write("best.conf", bestConf.apply(winner));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
