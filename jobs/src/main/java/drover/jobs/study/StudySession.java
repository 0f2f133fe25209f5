package drover.jobs.study;

import drover.core.Searcher;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.report.ProgressText;
import drover.core.report.StudyTable;
import drover.core.study.Study;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.spark.SparkContexts;
import drover.spark.SparkTrialRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** A driver at work on a study: Spark, its trial runner, and what a person sees. */
public final class StudySession implements AutoCloseable {

  /** How long to wait for a cluster's first executors. */
  private static final Duration EXECUTORS = Duration.ofMinutes(2);

  private final StudyDefinition definition;
  private final JavaSparkContext spark;
  private final SparkTrialRunner runner;
  private final Journal journal;
  private final List<Event> past;
  private final StudyState before;
  private final PrintStream out = System.out;
  private final StopRequest stop = new StopRequest();

  /**
   * Starts Spark.
   *
   * @param journal open for writing; the caller closes it
   * @param past the journal's events so far
   */
  public StudySession(StudyDefinition definition, Journal journal, List<Event> past)
      throws IOException {
    this.definition = definition;
    this.journal = journal;
    this.past = past;
    this.before = StudyState.of(past);
    Signals.onStop(stop::request);
    spark =
        SparkContexts.start(
            "drover " + definition.settings().name(),
            definition.file().spark(),
            definition.inProcess() ? Optional.of(definition.workers()) : Optional.empty());
    try {
      runner = newRunner();
    } catch (IOException | RuntimeException e) {
      spark.close();
      throw e;
    }
  }

  private SparkTrialRunner newRunner() throws IOException {
    return new SparkTrialRunner(
        spark,
        definition.settings().name(),
        definition.objective(),
        definition.inProcess(),
        definition.workers(),
        definition.reporting(),
        definition.folder().models().toUri());
  }

  /**
   * Runs the study to its end and prints how it came out.
   *
   * @param more who else follows the study
   */
  public End run(StudyListener... more) throws IOException, InterruptedException {
    int slots = awaitExecutors();
    int parallelism = definition.settings().parallelism().orElse(slots);
    int window = before.opened().map(Event.Opened::window).orElse(parallelism);
    out.println(headline(parallelism));
    Searcher searcher = definition.newSearcher(window);
    out.println("Search " + definition.text(searcher));
    List<StudyListener> listeners = new ArrayList<>(definition.outputs());
    listeners.add(progress());
    listeners.addAll(List.of(more));
    Study study =
        new Study(
            definition.plan(),
            journal,
            past,
            searcher,
            () -> definition.newStopper(window),
            window,
            runner,
            listeners,
            Clock.systemUTC());
    stop.attach(study);
    End end = study.run();
    out.println();
    out.print(StudyTable.of(study.state()));
    out.print(PopulationText.of(definition.space(), study.state()));
    out.println("In " + definition.folder().display());
    return end;
  }

  /** How many trials can run at once; 1 if the driver is to stop before executors came. */
  private int awaitExecutors() throws InterruptedException {
    if (!spark.isLocal()) {
      out.println("Waiting for executors of " + spark.master());
    }
    stop.beginWaiting();
    try {
      return runner.awaitExecutors(EXECUTORS);
    } catch (InterruptedException e) {
      if (stop.isRequested()) {
        return 1;
      }
      throw e;
    } finally {
      stop.endWaiting();
    }
  }

  private String headline(int parallelism) {
    String resumed =
        before.trials().isEmpty() ? "" : ", continuing after %d trials".formatted(before.told());
    return "Study %s: %d trials, %d at once%s"
        .formatted(
            definition.settings().name(), definition.settings().trials(), parallelism, resumed);
  }

  private ProgressPrinter progress() {
    ProgressText text =
        new ProgressText(
            definition.settings().trials(), definition.settings().timeout(), before.told());
    return new ProgressPrinter(
        out, Boolean.getBoolean("drover.terminal"), text, before, Clock.systemUTC());
  }

  @Override
  public void close() {
    runner.close();
    spark.close();
  }
}
