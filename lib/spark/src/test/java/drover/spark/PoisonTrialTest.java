package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Cause;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.study.FailureLimit;
import drover.core.study.FailurePolicy;
import drover.core.study.FailurePolicy.Reaction;
import drover.core.study.Order;
import drover.core.study.Parallelism;
import drover.core.study.Study;
import drover.core.study.StudyPlan;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.ExecutorAllocationClient;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** Studies in which one trial kills each executor on which it runs. */
@Timeout(1200)
final class PoisonTrialTest {

  private static final int POISON = 1;

  @TempDir Path folder;

  private final List<Event> journal = new ArrayList<>();

  @Test
  void failsAloneWhoeverRunsBesideIt() throws Exception {
    try (JavaSparkContext spark = ScriptedStudy.spark("local-cluster[1,4,1024]", Map.of())) {
      assertThat(run(spark, 6, 4).exit()).isZero();
    }
    for (TrialRecord trial : StudyState.of(journal).trials()) {
      boolean poison = trial.trial().id() == POISON;
      assertThat(trial.state()).as(trial.toString()).isEqualTo(poison ? "failed" : "scored");
      assertThat(trial.losses()).isBetween(poison ? 3 : 0, poison ? 3 : 2);
    }
    assertThat(journal)
        .as("trials that were lost beside it")
        .anyMatch(event -> event instanceof Event.Stopped stopped && stopped.id() != POISON);
  }

  /** As pre-empted ones, or those of a machine that goes down. */
  @Test
  @Tag("slow")
  void failsAfterTenExecutorsWhoseLossSparkTakesForNobodysFault() throws Exception {
    // The executor from which the trial is let go has its notice too, and is to go.
    Map<String, String> settings = Map.of("spark.decommission.enabled", "true");
    try (JavaSparkContext spark = ScriptedStudy.spark("local-cluster[1,1,1024]", settings)) {
      spark.sc().addSparkListener(new Notice(spark));
      assertThat(run(spark, 2, 1).exit()).isZero();
    }
    Outcome outcome = StudyState.of(journal).trials().get(POISON).outcome().orElseThrow();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(Cause.EXECUTOR_LOST));
    assertThat(outcome.reason()).startsWith("lost 10 executors in a row");
  }

  /** Says of each executor that it will go, as soon as the poison begins there. */
  private static final class Notice extends SparkListener {
    private final ExecutorAllocationClient cluster;

    Notice(JavaSparkContext spark) {
      cluster = (ExecutorAllocationClient) spark.sc().schedulerBackend();
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.stageId() == POISON) {
        ExecutorDecommissionInfo spot = new ExecutorDecommissionInfo("spot", Option.empty());
        cluster.decommissionExecutor(start.taskInfo().executorId(), spot, false, false);
      }
    }
  }

  private End run(JavaSparkContext spark, int trials, int losses) throws Exception {
    try (SparkTrialRunner runner =
        new ScriptedStudy(false, Reporting.SHOWN).runner(spark, folder)) {
      runner.awaitExecutors(Duration.ofMinutes(1));
      return new Study(
              plan(trials, losses),
              new InMemory(),
              List.of(),
              new OnePoison(),
              Optional::empty,
              1,
              runner,
              List.of(),
              Clock.systemUTC())
          .run();
    }
  }

  private static StudyPlan plan(int trials, int losses) {
    Map<Cause, Reaction> reactions = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      reactions.put(cause, cause == Cause.EXECUTOR_LOST ? Reaction.FREE : Reaction.FAIL);
    }
    return new StudyPlan(
        "s",
        1,
        List.of(new Goal("value", false)),
        "{}",
        trials,
        Optional.empty(),
        new Parallelism(OptionalInt.empty(), 100),
        Order.ARRIVAL,
        new FailurePolicy(2, losses, FailureLimit.NONE, reactions),
        OptionalDouble.empty(),
        Optional.empty(),
        0);
  }

  private static final class OnePoison implements Searcher {
    @Override
    public Optional<Trial> propose(int id) {
      return Optional.of(
          Trials.trial(id, Map.of("do", id == POISON ? "kill" : "rest", "loss", 0.5)));
    }

    @Override
    public void asked(Trial trial) {}

    @Override
    public void told(Trial trial, Outcome outcome) {}
  }

  private final class InMemory implements Journal {
    @Override
    public List<Event> read() {
      return List.copyOf(journal);
    }

    @Override
    public void append(List<Event> events) {
      journal.addAll(events);
    }

    @Override
    public void requireLive() {}

    @Override
    public void close() {}
  }
}
