package drover.jobs.bench.search;

import drover.core.SearchContext;
import drover.core.config.MistakesException;
import drover.spark.Resources;
import drover.spark.SparkContexts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs searchers with default settings on problems, in each mode that fits and from each seed, as
 * Spark tasks. Runs whose rows are in the results already are not run again.
 */
final class SearchBench {

  private final SearchSettings settings;
  private final Map<String, ProblemFile> files = new LinkedHashMap<>();
  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final PrintStream notes;

  /**
   * Reads the problems.
   *
   * @param notes where the user is told what is going on
   * @throws MistakesException if something is wrong with a problem
   */
  SearchBench(SearchSettings settings, PrintStream notes) throws IOException {
    this.settings = settings;
    this.notes = notes;
    for (ProblemFile file : ProblemFile.readAll(settings.problems(), settings.objective())) {
      Problem problem = file.problem();
      files.put(problem.name(), file);
      if (problems.put(problem.name(), problem) != null) {
        throw new MistakesException(
            List.of(settings.problems() + ": two problems are named " + problem.name()));
      }
    }
  }

  /** The problems by name. */
  Map<String, Problem> problems() {
    return problems;
  }

  /**
   * Runs what is not in the results yet.
   *
   * @param csv where the rows go
   * @return a row for each run, failed ones included
   */
  List<Row> run(Path csv) throws IOException {
    List<Run> runs = plan();
    if (runs.isEmpty()) {
      List<String> modes = settings.modes().stream().map(Mode::label).toList();
      throw new MistakesException(
          List.of(
              "bench.modes: none of %s and bench.searchers=%s fits a problem of %s"
                  .formatted(modes, settings.searchers(), settings.problems())));
    }
    ResultsFile results = open(csv, runs.stream().map(Run::mode).distinct().toList());
    List<Row> rows = new ArrayList<>();
    List<Run> missing = new ArrayList<>();
    for (Run run : runs) {
      Optional<Row> known = results.find(run);
      known.ifPresentOrElse(rows::add, () -> missing.add(run));
    }
    String before = rows.isEmpty() ? "" : ", " + rows.size() + " of them in " + csv + " already";
    notes.println("bench: " + runs.size() + " runs" + before);
    if (!missing.isEmpty()) {
      run(missing, results, rows);
      results.rewrite();
    }
    return rows;
  }

  private ResultsFile open(Path csv, List<Mode> modes) {
    boolean winners =
        problems.values().stream()
            .anyMatch(p -> p instanceof TableProblem table && table.table().metrics().size() > 1);
    try {
      return ResultsFile.open(csv, modes, winners);
    } catch (IOException e) {
      throw new MistakesException(List.of("bench.csv: " + e.getMessage()));
    }
  }

  private void run(List<Run> missing, ResultsFile results, List<Row> rows) {
    BenchProgress progress = new BenchProgress(missing.size(), notes);
    try (JavaSparkContext spark =
        SparkContexts.start("drover bench", settings.spark(), Optional.empty(), Resources.NONE)) {
      RunTask task =
          new RunTask(
              spark.broadcast(new LinkedHashMap<>(files)), settings.window(), settings.stopper());
      SparkRuns.run(
          spark,
          missing,
          task,
          row -> {
            if (!row.isFailed()) {
              results.append(row);
            }
            rows.add(row);
            progress.ended(row);
          });
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException("cannot write the results", e.getCause());
    }
  }

  /** Seed by seed, so that results that are cut short are of all searchers and problems. */
  private List<Run> plan() {
    List<Run> first = new ArrayList<>();
    for (Problem problem : problems.values()) {
      for (Mode mode : settings.modes()) {
        if (mode.fits(problem)) {
          settings.searchers().stream()
              .filter(searcher -> canRun(searcher, problem, mode))
              .forEach(searcher -> first.add(run(problem, searcher, mode)));
        }
      }
    }
    List<Run> runs = new ArrayList<>();
    for (int seed = 0; seed < settings.seeds(); seed++) {
      for (Run run : first) {
        runs.add(run.from(seed));
      }
    }
    return runs;
  }

  private Run run(Problem problem, String searcher, Mode mode) {
    String variant = mode.unit() == Mode.Unit.POINTS ? settings.variant() : "";
    return new Run(problem.set(), problem.name(), searcher, variant, mode, 0);
  }

  /** False, with a note, if the searcher cannot handle the problem. */
  private boolean canRun(String searcher, Problem problem, Mode mode) {
    SearchContext context =
        problem instanceof TableProblem table && mode.unit() == Mode.Unit.POINTS
            ? CurveProtocol.context(table, mode, settings.window(), 0)
            : SearchProtocol.context(problem, mode, 0);
    try {
      RunTask.searcher(searcher, context);
      return true;
    } catch (MistakesException e) {
      notes.println(
          "bench: no %s on %s, %s: %s"
              .formatted(searcher, problem.name(), mode.label(), e.getMessage()));
      return false;
    }
  }
}
