package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static drover.jobs.SphereStudy.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.journal.Event;
import drover.jobs.LocalRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code submit/local tune} leaves, and what the same command does then. */
@Timeout(300)
final class TuneIT {

  /** Spark cannot start there: a run that ends well has not tried. */
  private static final String NO_SPARK = "spark.master=nowhere";

  @TempDir Path folder;

  @Test
  void aStudyLeavesItsFolder() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 12, "none");
    Ended run = tune(study);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Study sphere: 12 trials, 2 at once", "Best: trial ", study.folder().toString())
        .matches(text -> text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'));
    assertThat(SphereStudy.names(study.folder()))
        .containsExactlyInAnyOrder("journal", "status.json", "trials.csv", "best.conf");
    assertThat(Files.readAllLines(study.folder().resolve("trials.csv")))
        .hasSize(13)
        .first()
        .isEqualTo(
            "trial,state,loss,metric.value,param.a,param.b,"
                + "budget,parent,started,seconds,executor,attempts,reason");
    statusIsComplete(status(study.folder()));
    assertThat(run.survivors()).isEmpty();
  }

  /** The points of the user and those of an earlier study come first, and are tried anew. */
  @Test
  void knownPointsAreTriedFirst() throws Exception {
    SphereStudy earlier = SphereStudy.create(folder, 12, "none");
    assertThat(tune(earlier).exit()).isZero();
    Ended run =
        tune(
            earlier,
            "study.name=later",
            "search.enqueue=[{a = 1.5}, {b = -2, a = 3}]",
            "search.warm-start.studies=[\"" + earlier.folder() + "\"]",
            "search.warm-start.trials=2");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("trial 0: enqueued", "trial 2: number 1 of study sphere");
    List<Event.Asked> asked =
        only(Event.Asked.class, SphereStudy.journal(folder.resolve("studies/later")));
    assertThat(asked.get(0).trial().params().real("a")).isEqualTo(1.5);
    assertThat(asked.get(1).trial().params().values()).isEqualTo(Map.of("a", 3.0, "b", -2.0));
    JsonNode best = status(earlier.folder()).at("/best/params");
    assertThat(asked.get(2).trial().params().values())
        .isEqualTo(Map.of("a", best.get("a").asDouble(), "b", best.get("b").asDouble()));

    Files.move(earlier.folder(), folder.resolve("studies/gone"));
    Ended more =
        tune(
            earlier,
            "study.name=later",
            "study.trials=14",
            "search.enqueue=[{a = 1.5}, {b = -2, a = 3}]",
            "search.warm-start.studies=[\"" + earlier.folder() + "\"]",
            "search.warm-start.trials=2");
    assertThat(more.exit()).as(more.err()).isZero();
  }

  private static void statusIsComplete(JsonNode status) {
    assertThat(status.get("study").asText()).isEqualTo("sphere");
    assertThat(status.get("state").asText()).isEqualTo("complete");
    assertThat(status.get("reason").asText()).isEqualTo("trials");
    assertThat(status.get("exit").asInt(-1)).isZero();
    assertThat(status.get("trials").toString())
        .isEqualTo(
            "{\"asked\":12,\"scored\":12,\"pruned\":0,\"infeasible\":0,\"failed\":0,\"running\":0}");
    JsonNode best = status.get("best");
    double a = best.at("/params/a").asDouble();
    double b = best.at("/params/b").asDouble();
    assertThat(best.at("/losses/0").asDouble()).isEqualTo(a * a + b * b);
    assertThat(best.at("/metrics/value").asDouble()).isEqualTo(a * a + b * b);
    assertThat(List.of("version", "started", "ended", "updated")).allMatch(status::hasNonNull);
  }

  @Test
  void aFinishedStudyIsRefusedContinuedOrDone() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 6, "none");
    Ended first = tune(study);
    List<Event> events = study.journal();

    Ended again = tune(study, NO_SPARK);
    assertThat(again.exit()).as(again.err()).isZero();
    String table = report(study.folder()).out();
    assertThat(table).startsWith("sphere: 6 trials, 6 scored\n").contains("Best: trial ");
    assertThat(again.out()).startsWith("Already done (trials)").endsWith(table);
    String report =
        report(study.file()).out(); // it knows the space, and so the population's course
    assertThat(report).startsWith(table);
    assertThat(first.out()).contains(report);

    Ended changed = tune(study, "objective.x.0={real=[-5,6],name=a}", "study.seed=4", NO_SPARK);
    assertThat(changed.exit()).isEqualTo(2);
    assertThat(changed.err())
        .contains(
            "The study in " + study.folder() + " is another one",
            "objective.x.0: was { name = a, real = [-5, 5] }, is { name = a, real = [-5, 6] }",
            "study.seed: was 3, is 4");
    assertThat(study.journal()).isEqualTo(events);

    Ended more = tune(study, "study.trials=9");
    assertThat(more.exit()).as(more.err()).isZero();
    assertThat(more.out()).contains("continuing after 6 trials");
    List<Event> all = study.journal();
    assertThat(all).startsWith(events.toArray(Event[]::new));
    List<Event> added = all.subList(events.size(), all.size());
    assertThat(only(Event.Asked.class, added))
        .extracting(e -> e.trial().id())
        .containsExactly(6, 7, 8);
    assertThat(only(Event.Told.class, added))
        .extracting(Event.Told::id)
        .containsExactlyInAnyOrder(6, 7, 8);
  }

  @Test
  void bestConfRunsAsItIs() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 6, "none");
    assertThat(tune(study).exit()).isZero();
    JsonNode best = status(study.folder()).get("best");

    Ended run = LocalRun.run(study.folder().resolve("best.conf"));
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode status = status(study.folder().resolveSibling("sphere-best"));
    assertThat(status.at("/trials/scored").asInt()).isEqualTo(1);
    assertThat(status.at("/best/losses")).isEqualTo(best.get("losses"));
  }

  @Test
  void aStudyWithoutAnyScoreFails() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("large.conf"),
            """
            study { dir = "%s", trials = 3 }
            objective {
              network = [ { conv { kernel = { choice = [9, 11, 13] }, padding = valid } } ]
            }
            search { algorithm = random }
            spark { master = "local[2]" }
            """
                .formatted(folder));
    Ended run = LocalRun.run(file);

    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.out())
        .contains(
            "3 infeasible",
            "No trial was scored.",
            "infeasible: network.0.conv: kernel 9 is larger than its input 8x8");
    JsonNode status = status(folder.resolve("large"));
    assertThat(status.get("state").asText()).isEqualTo("failed");
    assertThat(status.get("exit").asInt()).isEqualTo(3);
    assertThat(status.at("/trials/infeasible").asInt()).isEqualTo(3);
    assertThat(run.survivors()).isEmpty();

    Ended again = LocalRun.run(file, NO_SPARK);
    assertThat(again.exit()).as(again.err()).isEqualTo(3);
  }

  private static Ended tune(SphereStudy study, String... overrides)
      throws IOException, InterruptedException {
    return LocalRun.run(study.file(), overrides);
  }

  private static JobRun report(Path study) {
    return JobRun.of("report", study);
  }
}
