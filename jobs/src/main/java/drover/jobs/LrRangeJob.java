package drover.jobs;

import drover.core.Attempt;
import drover.core.Goal;
import drover.core.Note;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.space.Parameter;
import drover.dl4j.Dl4jObjective;
import drover.dl4j.LrRangeObjective;
import drover.dl4j.rates.RangeTest;
import drover.jobs.rates.LrRangePage;
import drover.jobs.rates.LrRangeReport;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudySession;
import drover.spark.Reporting;
import drover.spark.SparkContexts;
import drover.spark.SparkTrialRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a learning-rate range test of a study's network, as one trial on an executor. */
@Command(
    name = "lr-range",
    description = {
      "Tries growing learning rates on a study's network and suggests one.",
      "Takes the middle of each range of the study file, the first of each choice, unless"
          + " KEY=VALUE says otherwise."
    },
    mixinStandardHelpOptions = true)
final class LrRangeJob implements Callable<Integer> {

  private static final int NOT_SCORED = 3;

  /** How long to wait for a cluster's first executors. */
  private static final Duration EXECUTORS = Duration.ofMinutes(2);

  @Mixin private StudyArguments arguments = new StudyArguments();
  @Mixin private AwaitedRun run = new AwaitedRun();

  @Override
  public Integer call() throws Exception {
    return run.of(arguments, this::sweep);
  }

  private int sweep() throws Exception {
    StudyDefinition study = arguments.definition();
    requireNetwork(study);
    Params params = study.space().build(LrRangeJob::middle);
    study.store().create();
    TrialRun run = run(study, new Trial(0, params, 1, Note.EMPTY));
    Outcome outcome = run.outcome();
    if (!outcome.isScored()) {
      System.err.println("The range test is " + outcome.state() + ": " + outcome.reason());
      return NOT_SCORED;
    }
    LrRangeReport report =
        new LrRangeReport(study.settings().name(), shown(params), test(run.curve()));
    study.folder().write("lr-range.csv", report.csv());
    study.folder().write("lr-range.html", LrRangePage.of(report));
    System.out.print(report.text());
    System.out.println("In " + study.folder().display() + "/lr-range.html and lr-range.csv");
    return 0;
  }

  private static void requireNetwork(StudyDefinition study) {
    if (!study.objective().implementation().equals(Dl4jObjective.class.getName())) {
      study.file().section("objective").mistake("type", "lr-range is for networks: type = dl4j");
      study.file().finish();
    }
  }

  /** Without order there is no middle. */
  private static Object middle(Parameter parameter) {
    return parameter.at(parameter.ordered() ? 0.5 : 0);
  }

  /** Without learning rates, which play no part: the sweep has its own. */
  private static Params shown(Params params) {
    Map<String, Object> values = new LinkedHashMap<>(params.values());
    values.keySet().removeIf(name -> name.endsWith("learning-rate"));
    return new Params(values);
  }

  private static TrialRun run(StudyDefinition study, Trial trial)
      throws IOException, InterruptedException, ExecutionException {
    ObjectiveSpec trained = study.objective();
    ObjectiveSpec tested =
        new ObjectiveSpec(
            LrRangeObjective.class.getName(),
            trained.template(),
            trained.defaults(),
            List.of(new Goal(LrRangeObjective.LOSS, false)),
            trained.seed(),
            trained.files());
    try (JavaSparkContext spark =
            SparkContexts.start(
                "drover lr-range " + study.settings().name(),
                study.file().spark(),
                study.workerLimits(),
                study.resources());
        SparkTrialRunner runner = StudySession.newRunner(study, spark, tested, Reporting.SHOWN)) {
      runner.awaitExecutors(EXECUTORS);
      runner.preflight(1);
      Attempt attempt = new Attempt(trial, Double.NEGATIVE_INFINITY);
      return runner.start(attempt, executor -> {}).get();
    }
  }

  private static RangeTest test(List<Report> curve) {
    RangeTest test = new RangeTest();
    for (Report report : curve) {
      Map<String, Double> metrics = report.metrics();
      test.add(
          Objects.requireNonNull(metrics.get(LrRangeObjective.RATE)),
          Objects.requireNonNull(metrics.get(LrRangeObjective.LOSS)));
    }
    return test;
  }
}
