package drover.jobs.study;

import drover.core.journal.Event;
import drover.core.report.Schedule;
import drover.core.report.TrialsCsv;
import drover.core.study.RunningTrials;
import drover.core.study.StudyFolder;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes {@code trials.csv} and {@code best.conf} when the study ends, however it ends; with
 * several goals also {@code front/ID.conf} for each trial of the Pareto front, to choose one and
 * run it.
 */
final class StudyOutputs implements StudyListener {

  private final StudyFolder folder;
  private final Optional<Function<TrialRecord, String>> conf;

  /**
   * @param conf the study file with a trial's values in place of its ranges; empty if it has none
   */
  StudyOutputs(StudyFolder folder, Optional<Function<TrialRecord, String>> conf) {
    this.folder = folder;
    this.conf = conf;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    if (state.ended().isPresent()) {
      write(state);
    }
  }

  private void write(StudyState state) {
    try {
      folder.write("trials.csv", TrialsCsv.of(state));
      if (state.best().isPresent() && conf.isPresent()) {
        folder.write("best.conf", conf.get().apply(state.best().get()));
      }
      if (state.opened().orElseThrow().goals().size() > 1 && conf.isPresent()) {
        folder.writeFolder("front", front(state, conf.get()));
      }
      Optional<Schedule> schedule = Schedule.of(state);
      if (schedule.isPresent()) {
        folder.write("schedule.csv", schedule.get().csv());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> front(StudyState state, Function<TrialRecord, String> text) {
    Map<String, String> files = new TreeMap<>();
    for (int id : state.front().ids()) {
      files.put(id + ".conf", text.apply(state.trials().get(id)));
    }
    return files;
  }
}
