package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * By how much sgd-hd ends below sgd in the validation loss of a logistic regression, both from the
 * learning rate 0.001; in the logs of Baydin et al. 2018 .2878 and .3737 on MNIST.
 */
final class HypergradientMeasure implements Measure {

  private static final String STUDY = "bench-hypergradient.conf";

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    Path data = settings.data("fashion-mnist");
    boolean there = Files.isDirectory(data);
    StudyState state =
        StudyOfBench.run(
                settings.study(STUDY),
                folder,
                "hypergradient",
                "objective.data.source=" + (there ? data : "digits"))
            .state();
    double sgd = loss(state, "sgd");
    double learned = loss(state, "sgd-hd");
    String note = there ? "" : " of MNIST; these are digits: there is no " + data;
    figures.accept(new Figure("hypergradient-loss-sgd", sgd, "loss", "as the third figure"));
    figures.accept(new Figure("hypergradient-loss-sgd-hd", learned, "loss", "as the third figure"));
    figures.accept(
        new Figure(
            "hypergradient-gain", sgd - learned, "loss", "≥ 0.05; the paper's logs 0.086" + note));
  }

  private static double loss(StudyState state, String updater) throws IOException {
    for (TrialRecord trial : state.trials()) {
      if (trial.trial().params().text("training.updater").equals(updater)
          && trial.score().isPresent()) {
        return trial.score().get().loss();
      }
    }
    throw new IOException("the trial of " + updater + " was not scored");
  }
}
