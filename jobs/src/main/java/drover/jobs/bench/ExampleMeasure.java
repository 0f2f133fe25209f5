package drover.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.config.Section;
import drover.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A study file that users begin with: how long the study takes, and how good its winner is. */
final class ExampleMeasure implements Measure {

  private final String study;
  private final List<String> data;
  private final String metric;
  private final String timeGoal;
  private final String goal;

  /**
   * A measure of the study file {@code STUDY.conf}.
   *
   * @param data the data set; empty: the study file's own
   * @param metric of the test part
   * @param timeGoal of the seconds
   * @param goal of the metric
   */
  ExampleMeasure(String study, List<String> data, String metric, String timeGoal, String goal) {
    this.study = study;
    this.data = data;
    this.metric = metric;
    this.timeGoal = timeGoal;
    this.goal = goal;
  }

  @Override
  public List<String> data() {
    return data;
  }

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(study + ".conf", bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("tune", settings.study(study + ".conf"), "study.dir=" + folder));
    data.forEach(name -> arguments.add("objective.data.source=" + settings.data(name)));
    double seconds =
        DroverProcess.run(folder.resolve("study.log"), arguments.toArray(String[]::new));
    JsonNode status = Json.parse(Files.readString(folder.resolve(study).resolve("status.json")));
    figures.accept(new Figure(study + "-study-time", seconds, "s", timeGoal));
    figures.accept(
        new Figure(
            study + "-test-" + metric, status.at("/test/" + metric).asDouble(), "share", goal));
  }
}
