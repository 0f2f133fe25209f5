package drover.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How good the searchers' proposals are, by the protocol of {@link SearchBench}. */
final class SearchMeasure implements Measure {

  private static final String PEERS_50 = "random -0.48, DEAP -0.48, Optuna TPE -0.71, NGOpt -1.24";
  private static final String PEERS_200 =
      "random -0.63, DEAP -0.89, Optuna TPE -1.11, CMA-ES -1.41, GP -2.87";
  private static final String PEERS_BATCHES =
      "random -0.63, DEAP -0.89, Optuna TPE -1.02, CMA-ES -1.17, GP -2.68";

  @Override
  public List<Figure> run(BenchSettings settings, Path folder)
      throws IOException, InterruptedException {
    Path csv = settings.csv().orElseGet(() -> folder.resolve("search.csv"));
    Map<String, SearchBench.Reached> reached =
        SearchBench.run(settings.problems(), settings.searchers(), settings.seeds(), csv);
    List<Figure> figures = new ArrayList<>();
    reached.forEach(
        (searcher, result) -> {
          String goal = searcher.equals("genetic") ? "≤ -0.95; " : "lower is better; ";
          figures.add(figure(searcher, "50", result.after50(), "lower is better; " + PEERS_50));
          figures.add(figure(searcher, "200", result.after200(), goal + PEERS_200));
          figures.add(
              figure(searcher, "200x8", result.inBatches(), "lower is better; " + PEERS_BATCHES));
        });
    return figures;
  }

  private static Figure figure(String searcher, String evaluations, double value, String goal) {
    return new Figure(searcher + "-regret-" + evaluations, value, "log10", goal);
  }
}
