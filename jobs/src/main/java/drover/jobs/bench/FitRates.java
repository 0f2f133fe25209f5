package drover.jobs.bench;

import drover.core.DataContext;
import drover.core.Report;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.json.Json;
import drover.dl4j.convolution.FastConvolutions;
import drover.dl4j.data.DataSettings;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.InThread;
import drover.spark.worker.ReportListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Trains the network of a study file as a trial and in a {@link BareLoop}, in turns of some epochs,
 * so that whatever else the machine does slows both. Convolutions are Drover's in both.
 */
final class FitRates implements ReportListener {

  /** Seconds of the first turn: after each change the processor's caches are cold. */
  private static final double TURN = 1;

  private final BareLoop bare;
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();

  /** Epochs of each turn; 0 until the first one is over. */
  private int turn;

  private int epochs;
  private long since;

  private FitRates(BareLoop bare) {
    this.bare = bare;
    since = System.nanoTime();
  }

  /**
   * Arguments: the file for {@code {"rate": examples/s, "ratio": to the loop's}}, the file for the
   * model, in a folder of its own, the study file, and its overrides.
   */
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[1]).toAbsolutePath();
    StudyDefinition study =
        StudyDefinition.load(args[2], Arrays.asList(args).subList(3, args.length));
    Trial trial = study.newSearcher(1).propose(0).orElseThrow();
    InThread runner = new InThread(Optional.empty());
    // One epoch leaves the network for the loop, no further trained than the trial's: zeros are
    // fast.
    Trial first = new Trial(trial.id(), trial.params(), 1, trial.note());
    PlainTrials.evaluate(runner, study, first, model, ReportListener.NONE);
    Section settings =
        Sections.resolved(
            study.file().template().resolve(trial.params()), study.objective().defaults());
    Examples examples = examples(settings, study, model);
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(model.toFile(), true);
    FastConvolutions.attachTo(network);
    int batchSize = (int) settings.section("training").integer("batch-size", 1, Integer.MAX_VALUE);
    BareLoop bare = new BareLoop(network, examples, batchSize);
    double unused = bare.pass();
    FitRates rates = new FitRates(bare);
    PlainTrials.evaluate(runner, study, trial, model, rates);
    Files.writeString(Path.of(args[0]), rates.json(examples.size()));
  }

  /** What the trial trains on. */
  private static Examples examples(Section settings, StudyDefinition study, Path model)
      throws IOException {
    DataContext here =
        new DataContext() {
          @Override
          public long seed() {
            return study.settings().seed();
          }

          @Override
          public Path local(String uri) {
            return Path.of(uri);
          }

          @Override
          public Path shared() {
            return model.resolve("../..").normalize();
          }
        };
    return Dataset.load(DataSettings.read(settings.section("data")), here).train();
  }

  /** The trial has trained an epoch; when it has had its turn, the loop has one of as many. */
  @Override
  public boolean reported(Report report) {
    epochs++;
    double drover = (System.nanoTime() - since) / 1e9;
    if (turn == 0 && drover >= TURN) {
      turn =
          epochs; // and so it stays: turns that are cut by time would count slow epochs more often
    }
    if (epochs < turn || turn == 0) {
      return true;
    }
    double loop = 0;
    for (int i = 0; i < turn; i++) {
      loop += bare.pass();
    }
    ratios.add(loop / drover);
    seconds.add(drover / turn);
    epochs = 0;
    since = System.nanoTime();
    return true;
  }

  private String json(int examples) {
    return Json.text(
        Json.object().put("rate", examples / median(seconds)).put("ratio", median(ratios)));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
