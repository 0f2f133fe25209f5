package drover.jobs.bench.search;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.MistakesException;
import drover.core.function.TestFunction;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Figure;
import drover.jobs.bench.Measure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a proposal and what is learned from it cost in processor time, around the thousandth trial
 * in a space of ten reals: the mean of a hundred trials, models that are fitted now and then
 * included; the median of some repetitions, after one to warm up.
 */
public final class CostMeasure implements Measure {

  private static final int DIMENSIONS = 10;
  private static final int FROM = 951;
  private static final int TO = 1050;
  private static final int REPETITIONS = 5;

  /** Searchers that take longer than this for a repetition are not repeated. */
  private static final double PATIENCE = 20;

  /** Of an objective with learning curves, so that all searchers have something to do. */
  private static final int BUDGET = 27;

  private static final Map<String, String> GOALS =
      Map.of(
          "random", "≤ 0.02",
          "genetic", "≤ 0.1",
          "q-learning", "≤ 0.1",
          "differential-evolution", "≤ 0.1",
          "cma-es", "≤ 0.3",
          "tpe", "≤ 2; Optuna 20",
          "gp", "≤ 100; Optuna 200 to 390");

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) {
    for (String searcher : settings.search().searchers()) {
      cost(searcher)
          .ifPresent(
              millis ->
                  figures.accept(
                      new Figure(
                          searcher + "-cost",
                          millis,
                          "ms/trial",
                          GOALS.getOrDefault(searcher, "lower is better"))));
    }
  }

  /** Milliseconds a trial; empty if the searcher cannot handle a study of one goal. */
  private static Optional<Double> cost(String name) {
    List<Double> millis = new ArrayList<>();
    double seconds = 0;
    for (int seed = 0; seed <= REPETITIONS && seconds < PATIENCE; seed++) {
      long start = System.nanoTime();
      try {
        millis.add(millis(RunTask.searcher(name, context(seed))));
      } catch (MistakesException e) {
        return Optional.empty();
      }
      seconds = (System.nanoTime() - start) / 1e9;
    }
    List<Double> warm = millis.subList(Math.min(1, millis.size() - 1), millis.size());
    return Optional.of(warm.stream().sorted().toList().get(warm.size() / 2));
  }

  private static SearchContext context(long seed) {
    List<Parameter> parameters =
        IntStream.range(0, DIMENSIONS)
            .<Parameter>mapToObj(
                i -> new Real("x" + i, Optional.empty(), -5, 5, false, OptionalDouble.empty()))
            .toList();
    return new SearchContext(
        new SearchSpace(parameters), seed, TO, 1, BUDGET, List.of(new Goal("value", false)));
  }

  /** Not the time that passes: others may use the cores too. */
  private static double millis(Searcher searcher) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (int id = 0; id < TO; id++) {
      long start = thread.getCurrentThreadCpuTime();
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      long proposed = thread.getCurrentThreadCpuTime();
      Outcome outcome = Outcome.Scored.of(value(trial));
      long evaluated = thread.getCurrentThreadCpuTime();
      searcher.told(trial, outcome);
      if (id + 1 >= FROM) {
        nanos += thread.getCurrentThreadCpuTime() - evaluated + proposed - start;
      }
    }
    return nanos / 1e6 / (TO - FROM + 1);
  }

  /** A condition number of 10⁶: a searcher that converges early would have little to do. */
  private static double value(Trial trial) {
    double[] x = new double[DIMENSIONS];
    Arrays.setAll(x, i -> trial.params().real("x" + i) - 1);
    return TestFunction.ELLIPSOID.at(x);
  }
}
