package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome.Scored;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import drover.core.json.Json;
import drover.dl4j.data.DataSettings.ClassWeights;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Targets;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is no image of digits, from the file to the model. */
class DataKindsTest {

  @TempDir Path folder;

  @Test
  void numbersArePredictedInTheirOwnUnits() throws Exception {
    RandomGenerator random = Randomness.of(1, 0, "line");
    StringBuilder csv = new StringBuilder("a,kind,y\n");
    for (int i = 0; i < 300; i++) {
      double a = random.nextDouble();
      boolean up = random.nextBoolean();
      csv.append(a)
          .append(up ? ",up," : ",down,")
          .append(5000 + 300 * a + (up ? 100 : 0))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("line.csv"), csv);
    TrialContext context =
        new GoalContext(
            TestContext.of(
                "data { source = \"%s\" }, network = [], training { epochs = 40, updater { adam { learning-rate = 0.02 } } }"
                    .formatted(file),
                folder),
            new Goal("r2", true));
    Trial trial = new Trial(0, Params.EMPTY, 100, Note.EMPTY);
    Scored scored = (Scored) new Dl4jObjective().evaluate(trial, context);
    assertThat(scored.metrics())
        .containsOnlyKeys("mse", "mae", "r2", "parameters", "flops", "learning-rate");
    assertThat(scored.metrics().get("r2")).isGreaterThan(0.99);
    assertThat(scored.metrics().get("mae")).isLessThan(20).isGreaterThan(0);
    Map<String, Double> tested = new Dl4jObjective().test(trial, context);
    assertThat(tested.get("r2")).isGreaterThan(0.99);
    try (FileSystem zip = FileSystems.newFileSystem(context.model())) {
      String encoding = Files.readString(zip.getPath("encoding.json"));
      assertThat(Json.parse(encoding).get("columns").get(1).get("categories").toString())
          .isEqualTo("[\"down\",\"up\"]");
      assertThat(Json.parse(encoding).get("target").get("mean").doubleValue())
          .isBetween(5150.0, 5250.0);
    }
  }

  @Test
  void rareClassesCountMore() throws Exception {
    Targets.Classes targets = new Targets.Classes(new int[] {0, 0, 0, 1}, List.of("a", "b"));
    assertThat(ClassWeighting.weights(new ClassWeights(true, Map.of()), targets))
        .containsExactly(4 / 6.0, 2);
    assertThat(ClassWeighting.weights(new ClassWeights(true, Map.of("b", 3.0)), targets))
        .containsExactly(4 / 6.0, 6);

    RandomGenerator random = Randomness.of(1, 0, "rare");
    StringBuilder csv = new StringBuilder("a,y\n");
    for (int i = 0; i < 3000; i++) { // two overlapping clouds, one of a tenth of the size
      boolean rare = i % 10 == 0;
      csv.append((rare ? 1 : 0) + Randomness.gaussian(random)).append(rare ? ",b\n" : ",a\n");
    }
    Path file = Files.writeString(folder.resolve("rare.csv"), csv);
    String objective =
        "data { source = \"%s\", balance = %s }, network = [], training { epochs = 20, updater {"
            + " adam { learning-rate = 0.05 } } }";
    assertThat(balancedAccuracy(objective.formatted(file, true)))
        .isGreaterThan(balancedAccuracy(objective.formatted(file, false)) + 0.1);
  }

  private double balancedAccuracy(String objective) throws Exception {
    Scored scored = (Scored) TestContext.of(objective, folder).evaluate(0);
    return scored.metrics().getOrDefault("balanced-accuracy", Double.NaN);
  }

  @Test
  void workersShareOneEncodedCopy() throws Exception {
    Path own = Files.createDirectory(folder.resolve("executor"));
    Path file = Blobs.write(folder);
    TestContext context = TestContext.of(Blobs.objective(file, "[]", "epochs = 1"), own);
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Dataset first = Dataset.load(settings.data(), context);
    assertThat(Dataset.load(settings.data(), context)).isSameAs(first);
    assertThat(folders(own)).hasSize(1);
    // What another process would map is what this one has.
    Path copy = Files.createDirectory(folder.resolve("other"));
    Files.move(folders(own).get(0), copy.resolve(folders(own).get(0).getFileName()));
    Dataset mapped = Dataset.load(settings.data(), TestContext.of(context.objective(), copy));
    assertThat(mapped).isNotSameAs(first);
    assertThat(rows(mapped.test())).isEqualTo(rows(first.test()));
    assertThat(mapped.encoding()).isEqualTo(first.encoding());
    Dataset otherSeed =
        Dataset.load(settings.data(), new TestContext("", own.resolve("m"), 8, new ArrayList<>()));
    assertThat(rows(otherSeed.test())).isNotEqualTo(rows(first.test()));
  }

  @Test
  void imagesAreAugmentedWithoutDrawingTheOrderOtherwise() throws Exception {
    Path file = Blobs.write(folder);
    String augment = "epochs = 2, augment { shift = 1, flip = 0.5, crop = 0.8, cut-out = 1 }";
    TestContext one = TestContext.of(Blobs.objective(file, "[dense]", augment), folder);
    TestContext again = TestContext.of(Blobs.objective(file, "[dense]", augment), folder);
    TestContext plain = TestContext.of(Blobs.objective(file, "[dense]", "epochs = 2"), folder);
    one.evaluate(0);
    again.evaluate(0);
    plain.evaluate(0);
    assertThat(one.reports()).isEqualTo(again.reports()).isNotEqualTo(plain.reports());
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (var all = Files.list(parent)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static List<Float> rows(Examples examples) {
    List<Float> all = new ArrayList<>();
    float[] row = new float[examples.rows().width()];
    for (int i = 0; i < examples.size(); i++) {
      examples.read(i, row);
      for (float value : row) {
        all.add(value);
      }
    }
    return all;
  }

  /** Another goal than accuracy. */
  private record GoalContext(TestContext context, Goal goal) implements TrialContext {
    @Override
    public Section settings() {
      return context.settings();
    }

    @Override
    public List<Goal> goals() {
      return List.of(goal);
    }

    @Override
    public long seed() {
      return context.seed();
    }

    @Override
    public void report(int step, Map<String, Double> metrics) {
      context.report(step, metrics);
    }

    @Override
    public Path local(String uri) {
      return context.local(uri);
    }

    @Override
    public Path model() {
      return context.model();
    }
  }
}
