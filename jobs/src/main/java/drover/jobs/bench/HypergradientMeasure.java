package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Journals;
import drover.core.study.StudyFolder;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * By how much sgd-hd ends below sgd in the validation loss of a logistic regression, both from the
 * learning rate 0.001; in the logs of Baydin et al. 2018 .2878 and .3737 on MNIST.
 */
final class HypergradientMeasure implements Measure {

  private static final String STUDY = "bench-hypergradient.conf";

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
    if (settings.mnist().isPresent() && !Files.isDirectory(settings.mnist().get())) {
      bench.mistake("mnist", "there is no folder " + settings.mnist().get());
    }
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("tune", settings.study(STUDY), "study.dir=" + folder));
    settings.mnist().ifPresent(data -> arguments.add("objective.data.source=" + data));
    DroverProcess.run(folder.resolve("hypergradient.log"), arguments.toArray(String[]::new));

    Configuration hadoop = new Configuration();
    StudyFolder study = StudyFolder.of(folder.toString(), "hypergradient", hadoop);
    StudyState state = StudyState.of(Journals.read(study.journal(), hadoop));
    double sgd = loss(state, "sgd");
    double learned = loss(state, "sgd-hd");
    String data =
        settings.mnist().isPresent() ? "" : " of MNIST; these are digits: set bench.mnist";
    figures.accept(new Figure("hypergradient-loss-sgd", sgd, "loss", "as the third figure"));
    figures.accept(new Figure("hypergradient-loss-sgd-hd", learned, "loss", "as the third figure"));
    figures.accept(
        new Figure(
            "hypergradient-gain", sgd - learned, "loss", "≥ 0.05; the paper's logs 0.086" + data));
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
