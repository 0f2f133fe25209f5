package drover.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.config.Section;
import drover.core.json.Json;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** How fast a trial trains beside a bare loop over DL4J's fit, on the same network and data. */
final class FitMeasure implements Measure {

  private final String network;
  private final List<String> data;
  private final List<String> overrides;

  /**
   * A measure of the study file {@code bench-NETWORK.conf}.
   *
   * @param data folder of the data set; empty: digits
   * @param overrides of the study file
   */
  FitMeasure(String network, List<String> data, String... overrides) {
    this.network = network;
    this.data = data;
    this.overrides = List.of(overrides);
  }

  @Override
  public List<String> data() {
    return data;
  }

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(study(), bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    List<String> study = new ArrayList<>(overrides);
    for (String name : data) {
      study.add("objective.data.source=" + trainingFiles(settings.data(name)));
    }
    JsonNode rates = rates(settings.study(study()), study, folder);
    figures.accept(
        new Figure(
            network + "-fit-ratio",
            rates.get("ratio").asDouble(),
            "ratio",
            "≥ 0.97 of a bare loop over DL4J's fit, in turns"));
    figures.accept(
        new Figure(
            network + "-fit-examples-per-second",
            rates.get("rate").asDouble(),
            "examples/s",
            "the first figure's dividend"));
  }

  private String study() {
    return "bench-" + network + ".conf";
  }

  /** The files that are not the test part: of what a share takes its place, epochs are short. */
  private static List<String> trainingFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).contains("train"))
          .map(file -> '"' + file.toString() + '"')
          .sorted()
          .toList();
    }
  }

  private JsonNode rates(String study, List<String> settings, Path folder) throws Exception {
    Path result = folder.resolve("rates.json");
    Path model = Files.createDirectory(folder.resolve("task")).resolve("model.zip");
    List<String> arguments = new ArrayList<>(List.of(result.toString(), model.toString(), study));
    arguments.addAll(settings);
    List<String> flags =
        WorkerCommand.flags(StudyDefinition.load(study, settings).workers(), folder);
    Path log = folder.resolve("fit.log");
    Process process =
        DroverProcess.start(log, flags, FitRates.class.getName(), arguments.toArray(String[]::new));
    if (process.waitFor() != 0) {
      throw new IOException("the measuring JVM failed: see " + log);
    }
    return Json.parse(Files.readString(result));
  }
}
