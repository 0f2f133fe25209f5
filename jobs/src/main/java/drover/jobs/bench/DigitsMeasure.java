package drover.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.config.Section;
import drover.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The first study of a new user: how long it takes, and how good its winner is. */
final class DigitsMeasure implements Measure {

  private static final String STUDY = "digits.conf";

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    double seconds =
        DroverProcess.run(
            folder.resolve("digits.log"), "tune", settings.study(STUDY), "study.dir=" + folder);
    JsonNode status = Json.parse(Files.readString(folder.resolve("digits/status.json")));
    double accuracy = status.get("test").get("accuracy").asDouble();
    figures.accept(new Figure("digits-study-time", seconds, "s", "≤ 240"));
    figures.accept(new Figure("digits-test-accuracy", accuracy, "share", "≥ 0.975"));
  }
}
