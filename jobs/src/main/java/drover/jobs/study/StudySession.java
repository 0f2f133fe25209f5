package drover.jobs.study;

import drover.core.ObjectiveSpec;
import drover.core.Searcher;
import drover.core.config.MistakesException;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.report.ProgressText;
import drover.core.report.StudyTable;
import drover.core.study.CheckpointRetention;
import drover.core.study.Study;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.dl4j.parallel.AveragingSettings;
import drover.spark.ClusterRunner;
import drover.spark.Reporting;
import drover.spark.SparkContexts;
import drover.spark.SparkTrialRunner;
import drover.spark.StudyMetrics;
import drover.spark.ui.StudyTab;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;

/** A driver at work on a study: Spark, its trial runner, and what a person sees. */
public final class StudySession implements AutoCloseable {

  /** How long to wait for a cluster's first executors. */
  private static final Duration EXECUTORS = Duration.ofMinutes(2);

  private final StudyDefinition definition;
  private final JavaSparkContext spark;
  private final ClusterRunner runner;
  private final Journal journal;
  private final PrintStream out = System.out;
  private final StopRequest stop = new StopRequest();
  private final Signals signals;

  /** The journal's events so far; let go of when the study has them, with all their curves. */
  private List<Event> past;

  /**
   * Starts Spark.
   *
   * @param journal open for writing; the caller closes it
   * @param past the journal's events so far
   * @throws MistakesException if they are another study's
   */
  public StudySession(StudyDefinition definition, Journal journal, List<Event> past)
      throws IOException {
    this.definition = definition;
    this.journal = journal;
    this.past = past;
    StudyState before = StudyState.of(past);
    definition.refuseIfChanged(before); // another driver may have opened it meanwhile
    if (before.opened().isEmpty()) {
      definition.begin();
    } else {
      definition.refuseIfDataChanged();
    }
    signals = Signals.onStop(stop::request);
    spark =
        SparkContexts.start(
            "drover " + definition.settings().name(),
            sparkSettings(definition),
            definition.workerLimits(),
            definition.resources());
    try {
      runner = newRunner();
    } catch (IOException | RuntimeException e) {
      signals.close();
      spark.close();
      throw e;
    }
  }

  /** Executors that train themselves are to compile their code as far as it goes. */
  private static Map<String, String> sparkSettings(StudyDefinition definition) {
    Map<String, String> settings = new TreeMap<>(definition.file().spark());
    if (definition.train().flatMap(TrainSection::averaging).isPresent()) {
      settings.putIfAbsent("spark.executor.defaultJavaOptions", "-XX:TieredStopAtLevel=4");
    }
    return settings;
  }

  private ClusterRunner newRunner() throws IOException {
    Optional<AveragingSettings> averaging = definition.train().flatMap(TrainSection::averaging);
    if (averaging.isPresent()) {
      return DataParallel.runner(definition, averaging.get(), spark);
    }
    return newRunner(definition, spark, definition.objective(), definition.reporting());
  }

  /**
   * What runs trials of a study's objective, or of another one on the same settings.
   *
   * @param reporting how trials report while they run
   */
  public static SparkTrialRunner newRunner(
      StudyDefinition definition,
      JavaSparkContext spark,
      ObjectiveSpec objective,
      Reporting reporting)
      throws IOException {
    return new SparkTrialRunner(
        spark,
        definition.settings().name(),
        objective,
        definition.inProcess(),
        definition.workers(),
        definition.timeLimit(),
        reporting,
        definition.folder().models().toUri(),
        definition.checkpoints());
  }

  /**
   * Runs the study to its end and prints how it came out.
   *
   * @param more who else follows the study
   */
  public End run(StudyListener... more) throws IOException, InterruptedException {
    AtomicBoolean asked = new AtomicBoolean();
    Study study = newStudy(awaitExecutors(), asked, more);
    stop.attach(study);
    End end = study.run();
    out.println();
    out.print(StudyTable.of(study.state()));
    if (definition.train().isEmpty()) {
      out.print(PopulationText.of(definition.space(), study.state()));
    }
    if (definition.stops() && !asked.get()) {
      out.println("The stopper was never asked: no trial reported anything while it ran");
    }
    if (!end.reason().equals(End.TRIALS)) {
      (end.isUnusable() ? System.err : out).println("Ended by " + end.reason());
    }
    out.println("In " + definition.folder().display());
    return end;
  }

  /** The study with its past; says how it stands. */
  private Study newStudy(int slots, AtomicBoolean asked, StudyListener... more) {
    StudyState before = StudyState.of(definition.plan().history(past));
    int parallelism = definition.settings().parallelism().of(slots);
    int window = before.opened().map(Event.Opened::window).orElse(parallelism);
    out.println(headline(parallelism, before));
    if (definition.inProcess()) {
      out.println(threads(SparkContexts.threads(spark.getConf())));
    }
    Searcher searcher = definition.newSearcher(window);
    out.println(
        definition.train().map(TrainSection::text).orElse("Search " + definition.text(searcher)));
    List<StudyListener> listeners = new ArrayList<>(definition.outputs());
    listeners.add(
        new CheckpointRetention(
            definition.folder(), definition.plan().keepCheckpoints(), searcher::mayContinue));
    listeners.add(progress(before));
    listeners.add(new StudyMetrics());
    listeners.add(tab());
    listeners.addAll(List.of(more));
    Study study =
        new Study(
            definition.plan(),
            journal,
            past,
            searcher,
            () -> definition.newStopper(window).map(stopper -> new AskedStopper(stopper, asked)),
            window,
            runner,
            listeners,
            Clock.systemUTC());
    past = List.of();
    return study;
  }

  private StudyTab tab() {
    StudyTab tab = new StudyTab(definition.settings().trials(), Clock.systemUTC());
    tab.addTo(spark.sc());
    return tab;
  }

  /** How many trials can run at once; 1 if the driver is to stop before executors came. */
  private int awaitExecutors() throws InterruptedException {
    if (!spark.isLocal()) {
      out.println("Waiting for executors of " + spark.master());
    }
    stop.beginWaiting();
    try {
      int slots = runner.awaitExecutors(EXECUTORS);
      runner.preflight(definition.settings().parallelism().of(slots));
      return slots;
    } catch (InterruptedException e) {
      if (stop.isRequested()) {
        return 1;
      }
      throw e;
    } finally {
      stop.endWaiting();
    }
  }

  private String headline(int parallelism, StudyState before) {
    String resumed =
        before.trials().isEmpty() ? "" : ", continuing after %d trials".formatted(before.told());
    if (before.opened().isEmpty() && !past.isEmpty()) {
      resumed = ", beginning anew: all trials so far have failed";
    }
    return "Study %s: %d trials, %d at once%s"
        .formatted(
            definition.settings().name(), definition.settings().trials(), parallelism, resumed);
  }

  private static String threads(int count) {
    return "Each trial trains with %d OpenMP thread%s".formatted(count, count == 1 ? "" : "s");
  }

  private ProgressPrinter progress(StudyState before) {
    ProgressText text =
        new ProgressText(
            definition.settings().trials(), definition.settings().timeout(), before.told());
    return new ProgressPrinter(
        out, Boolean.getBoolean("drover.terminal"), text, before, Clock.systemUTC());
  }

  @Override
  public void close() {
    signals.close();
    runner.close();
    spark.close();
  }
}
