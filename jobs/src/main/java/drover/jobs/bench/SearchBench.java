package drover.jobs.bench;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Sections;
import drover.jobs.bench.SearchProtocol.Mode;
import drover.search.Searchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How good the searchers are: runs each on each problem in each mode from each seed, with default
 * settings, and writes a row of best-so-far values a run.
 */
public final class SearchBench {

  /** The counts of evaluations after which results give the best value so far. */
  private static final int[] MARKS = {1, 5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200};

  /** Regrets below count as this. */
  private static final double LEAST_REGRET = 1e-8;

  private SearchBench() {}

  /**
   * What a searcher reached: the median over problems of the median over seeds of the decimal
   * logarithm of the normalised regret. Lower is better.
   *
   * @param after50 after 50 evaluations, one at a time
   * @param after200 after 200 evaluations, one at a time
   * @param inBatches after 200 evaluations in batches of 8
   */
  public record Reached(double after50, double after200, double inBatches) {}

  private record Run(Problem problem, String searcher, Mode mode, int seed) {}

  /**
   * Measures searchers on all problems of a folder ({@link ProblemFile} describes the files), on as
   * many threads as there are processors.
   *
   * @param problems folder of {@code *.json} files
   * @param searchers names as in {@code search.algorithm}
   * @param seeds how many seeds a searcher, problem and mode, from 0
   * @param csv where the rows go; its folder exists
   * @return searcher to what it reached
   * @throws IllegalArgumentException if a problem's check values are not reproduced
   */
  public static Map<String, Reached> run(Path problems, List<String> searchers, int seeds, Path csv)
      throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (Problem problem : ProblemFile.readAll(problems)) {
      for (String searcher : searchers) {
        for (Mode mode : Mode.values()) {
          IntStream.range(0, seeds)
              .forEach(seed -> runs.add(new Run(problem, searcher, mode, seed)));
        }
      }
    }
    Map<Run, double[]> best = runAll(runs);
    List<String> lines = new ArrayList<>(List.of(header()));
    best.forEach((run, values) -> lines.add(row(run, values)));
    Files.write(csv, lines);
    Map<String, Reached> reached = new LinkedHashMap<>();
    for (String searcher : searchers) {
      reached.put(
          searcher,
          new Reached(
              medianRegret(best, searcher, Mode.SEQ200, 50),
              medianRegret(best, searcher, Mode.SEQ200, 200),
              medianRegret(best, searcher, Mode.BAT200, 200)));
    }
    return reached;
  }

  private static Map<Run, double[]> runAll(List<Run> runs) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<Run, Future<double[]>> started = new LinkedHashMap<>();
      for (Run run : runs) {
        started.put(run, threads.submit(() -> best(run)));
      }
      Map<Run, double[]> best = new LinkedHashMap<>();
      for (Map.Entry<Run, Future<double[]>> entry : started.entrySet()) {
        best.put(entry.getKey(), entry.getValue().get());
      }
      return best;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run of the search protocol broke", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Best value after each evaluation; the last one stands for the rest if the space is smaller. */
  private static double[] best(Run run) {
    double[] found =
        SearchProtocol.run(
            run.problem(), context -> searcher(run.searcher(), context), run.mode(), run.seed());
    double[] best = Arrays.copyOf(found, SearchProtocol.EVALUATIONS);
    Arrays.fill(best, found.length, best.length, found[found.length - 1]);
    return best;
  }

  private static Searcher searcher(String name, SearchContext context) {
    return Searchers.create(name, context, Sections.resolved("{}", "search." + name));
  }

  private static String header() {
    StringBuilder header = new StringBuilder("set,problem,method,mode,seed");
    for (int mark : MARKS) {
      header.append(",b").append(mark);
    }
    return header.append(",cpu_s").toString();
  }

  private static String row(Run run, double[] best) {
    StringBuilder row = new StringBuilder();
    row.append(run.problem().set()).append(',').append(run.problem().name());
    row.append(",drover-").append(run.searcher());
    row.append(',').append(run.mode().label()).append(',').append(run.seed());
    for (int mark : MARKS) {
      row.append(',').append(best[mark - 1]);
    }
    return row.append(',').toString();
  }

  private static double medianRegret(
      Map<Run, double[]> best, String searcher, Mode mode, int evaluations) {
    Map<String, List<Double>> byProblem = new LinkedHashMap<>();
    best.forEach(
        (run, values) -> {
          if (run.searcher().equals(searcher) && run.mode() == mode) {
            double regret = run.problem().regret(values[evaluations - 1]);
            byProblem
                .computeIfAbsent(run.problem().name(), name -> new ArrayList<>())
                .add(Math.log10(Math.max(LEAST_REGRET, regret)));
          }
        });
    return median(byProblem.values().stream().map(SearchBench::median).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }
}
