package drover.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.RunningTrial;
import drover.core.study.RunningTrials;
import drover.core.study.StudyState;
import drover.spark.Resources;
import drover.spark.SparkContexts;
import drover.spark.StudyMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A study as a real Spark context shows it to a browser and to the sinks of its metrics. */
class StudyTabTest {

  private final StudyState state = new StudyState();
  private final List<Event> events = new ArrayList<>();

  private void note(Event event) {
    state.apply(event);
    events.add(event);
  }

  private static Trial trial(int id) {
    return new Trial(
        id, new Params(Map.of("rate", 0.5 / (id + 1))), 9, OptionalInt.empty(), Note.EMPTY);
  }

  private void told(int id, Outcome outcome) {
    note(
        new Event.Told(
            id,
            1,
            new TrialRun(outcome, List.of(), "driver", Instant.now(), Duration.ZERO, false)));
  }

  /** Two trials scored, one failed with a reason full of HTML, one runs. */
  private RunningTrials study() {
    Goal goal = new Goal("accuracy", true);
    note(new Event.Opened(Instant.now(), "1", "pages", 1, 4, List.of(goal), "{}"));
    for (int id = 0; id < 4; id++) {
      note(new Event.Asked(trial(id), 0));
      note(new Event.Started(id, 1, "7 (host)", Instant.now()));
    }
    told(0, Outcome.Scored.of(0.25));
    told(1, Outcome.Scored.of(0.125));
    told(2, new Outcome.Failed("a <b> & c"));
    Report report = new Report(3, Map.of("accuracy", 0.625));
    return () -> List.of(new RunningTrial(trial(3), List.of(report)));
  }

  private static String get(JavaSparkContext spark, String path)
      throws IOException, InterruptedException {
    URI page = URI.create(spark.sc().uiWebUrl().get() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aRunningStudyIsSeenOnSparksPagesAndInItsMetrics() throws Exception {
    Map<String, String> settings =
        Map.of("spark.master", "local[1]", "spark.ui.enabled", "true", "spark.ui.port", "0");
    try (JavaSparkContext spark =
        SparkContexts.start("pages", settings, Optional.empty(), Resources.NONE)) {
      StudyTab tab = new StudyTab(10, Clock.systemUTC());
      tab.addTo(spark.sc());
      assertThat(get(spark, "/drover/")).contains("The study has not begun.");

      RunningTrials running = study();
      tab.progressed(state, running, events);
      new StudyMetrics().progressed(state, running, events);

      assertThat(get(spark, "/drover/"))
          .contains(">Drover<", "pages: 3 of 10 trials", "1 running, 2 scored", "1 failed")
          .contains("Best: trial 1, accuracy 0.875", "<td>rate</td><td>0.25</td>")
          .contains("0.625 after 3", "7 (host)", "<polyline")
          .contains("a &lt;b&gt; &amp; c")
          .doesNotContain("a <b>");
      assertThat(get(spark, "/jobs/")).contains("/drover/");
      assertThat(get(spark, "/metrics/json/"))
          .containsPattern("trials.scored\":\\{\"value\":2.0")
          .containsPattern("trials.failed\":\\{\"value\":1.0")
          .containsPattern("best.loss\":\\{\"value\":0.125")
          .containsPattern("trials.told\":\\{\"count\":3");
    }
  }
}
