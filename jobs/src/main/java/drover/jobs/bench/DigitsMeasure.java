package drover.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first study of a new user: how long it takes, and how good its winner is. */
final class DigitsMeasure implements Measure {

  @Override
  public List<Figure> run(BenchSettings settings, Path folder) throws Exception {
    double seconds =
        DroverProcess.run(
            folder.resolve("digits.log"),
            "tune",
            settings.study("digits.conf"),
            "study.dir=" + folder);
    JsonNode status = Json.parse(Files.readString(folder.resolve("digits/status.json")));
    double accuracy = status.get("test").get("accuracy").asDouble();
    return List.of(
        new Figure("digits-study-time", seconds, "s", "≤ 240"),
        new Figure("digits-test-accuracy", accuracy, "share", "≥ 0.975"));
  }
}
