package drover.search;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.function.TestFunction;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a proposal and what is learned from it cost around the thousandth trial in a space of ten
 * reals: milliseconds a trial, over a hundred trials, so that models which are fitted now and then
 * are part of it. The arguments are names of searchers; without any, all are measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class ProposalBenchmark {

  private static final int DIMENSIONS = 10;
  private static final int BEFORE = 950;
  private static final int TRIALS = 100;

  /** Of an objective with learning curves, so that all searchers have something to do. */
  private static final int BUDGET = 27;

  @Param("random")
  public String searcher;

  private Searcher search;
  private int asked;

  public static void main(String[] searchers) throws RunnerException {
    String[] names =
        searchers.length > 0 ? searchers : Searchers.names().toArray(String[]::new);
    new Runner(
            new OptionsBuilder()
                .include(ProposalBenchmark.class.getSimpleName())
                .param("searcher", names)
                .build())
        .run();
  }

  @Setup(Level.Invocation)
  public void learn() {
    List<Parameter> parameters =
        IntStream.range(0, DIMENSIONS)
            .<Parameter>mapToObj(
                i -> new Real("x" + i, Optional.empty(), -5, 5, false, OptionalDouble.empty()))
            .toList();
    search =
        Searchers.create(
            searcher,
            new SearchContext(
                new SearchSpace(parameters),
                1,
                BEFORE + TRIALS,
                1,
                BUDGET,
                List.of(new Goal("value", false))),
            Sections.resolved("{}", "search." + searcher));
    asked = 0;
    run(BEFORE);
  }

  @Benchmark
  @OperationsPerInvocation(TRIALS)
  public void propose() {
    run(TRIALS);
  }

  private void run(int trials) {
    for (int end = asked + trials; asked < end; asked++) {
      Trial trial = search.propose(asked).orElseThrow();
      search.asked(trial);
      search.told(trial, Outcome.Scored.of(value(trial)));
    }
  }

  /** A condition number of 10⁶: a searcher that converges early would have little to do. */
  private static double value(Trial trial) {
    double[] x = new double[DIMENSIONS];
    Arrays.setAll(x, i -> trial.params().real("x" + i) - 1);
    return TestFunction.ELLIPSOID.at(x);
  }
}
