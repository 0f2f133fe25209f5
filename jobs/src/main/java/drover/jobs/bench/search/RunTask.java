package drover.jobs.bench.search;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.search.Searchers;
import drover.search.Stoppers;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an executor does with a run. Whatever goes wrong in it becomes part of its row. */
final class RunTask implements Function<Run, Row> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);

  private final Broadcast<Map<String, ProblemFile>> problems;
  private final int window;
  private final String stopper;

  /**
   * @param problems by name
   * @param window how many trials on learning curves are in flight at once
   * @param stopper name of the stopper of trials on learning curves, or none
   */
  RunTask(Broadcast<Map<String, ProblemFile>> problems, int window, String stopper) {
    this.problems = problems;
    this.window = window;
    this.stopper = stopper;
  }

  /** The searcher of a name with default settings. */
  static Searcher searcher(String name, SearchContext context) {
    return Searchers.create(name, context, Sections.resolved("{}", "search." + name));
  }

  @Override
  public Row call(Run run) {
    try {
      ProblemFile file = problems.value().get(run.problem());
      if (file == null) {
        throw new IllegalStateException("no problem " + run.problem());
      }
      return row(run, file.problem());
    } catch (Throwable e) { // an Error too: it is this run's, and the others go on
      LOG.warn("{} failed", run, e);
      return Row.failed(run, e);
    }
  }

  private Row row(Run run, Problem problem) throws Exception {
    long start = cpuNanos();
    Progress progress =
        problem instanceof TableProblem table && run.mode().unit() == Mode.Unit.POINTS
            ? CurveProtocol.run(
                table,
                context -> searcher(run.searcher(), context),
                context -> Stoppers.create(context, search()),
                run.mode(),
                window,
                run.seed())
            : SearchProtocol.run(
                problem, context -> searcher(run.searcher(), context), run.mode(), run.seed());
    double seconds = (cpuNanos() - start) / 1e9;
    return new Row(
        run, new TreeMap<>(progress.best()), new TreeMap<>(progress.winner()), seconds, "");
  }

  private Section search() {
    return Sections.resolved("{ \"stopper\": \"" + stopper + "\" }", "search");
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
