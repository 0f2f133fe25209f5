package drover.dl4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Outcome.Scored;
import drover.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a trial in a JVM of its own, which may have a smaller heap than that of the tests. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * The metrics of a trial as JSON.
   *
   * @param folder an existing one for its files
   * @param heap as in {@code -Xmx64m}
   */
  static String evaluate(String objective, Path folder, String heap) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx" + heap));
    command.add("-XX:+UseSerialGC");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("org.bytedeco.") || name.startsWith("org.nd4j."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OwnProcess.class.getName(), objective, folder.toString()));
    Path log = folder.resolve("process.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OMP_NUM_THREADS", "1");
    int status = builder.redirectOutput(log.toFile()).start().waitFor();
    if (status != 0) {
      throw new IOException("status " + status + ": " + Files.readString(log));
    }
    return Files.readString(folder.resolve("metrics.json"));
  }

  /** The metrics of a trial as JSON, evaluated in this process. */
  static String evaluate(String objective, Path folder) throws Exception {
    Scored scored = (Scored) TestContext.of(objective, folder).evaluate(0);
    ObjectNode metrics = Json.object();
    scored.metrics().forEach(metrics::put);
    return Json.text(metrics);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    Files.writeString(folder.resolve("metrics.json"), evaluate(arguments[0], folder));
    System.exit(0);
  }
}
