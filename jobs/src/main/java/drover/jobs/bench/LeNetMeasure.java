package drover.jobs.bench;

import drover.core.json.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** How fast a convolutional network trains on one core, with Drover's convolutions and DL4J's. */
final class LeNetMeasure implements Measure {

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    Path result = folder.resolve("rates.json");
    Path log = folder.resolve("lenet.log");
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    if (DroverProcess.start(log, flags, LeNetRates.class.getName(), result.toString()).waitFor()
        != 0) {
      throw new IOException("the measuring JVM failed: see " + log);
    }
    var rates = Json.parse(Files.readString(result));
    figures.accept(
        new Figure(
            "lenet-examples-per-second",
            rates.get("drover").asDouble(),
            "examples/s",
            "as the third figure; PyTorch about 2,000 on one quiet core"));
    figures.accept(
        new Figure(
            "lenet-examples-per-second-dl4j",
            rates.get("dl4j").asDouble(),
            "examples/s",
            "the same steps of the same network, in turns with the first"));
    figures.accept(
        new Figure(
            "lenet-speed-up", rates.get("ratio").asDouble(), "ratio", "≥ 4; PyTorch about 10"));
  }
}
