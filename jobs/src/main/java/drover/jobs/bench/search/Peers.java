package drover.jobs.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What others reached, to stand beside the figures. Of functions: on the fourteen problems of
 * {@code conf/problems}, by the same protocol. Of tables: {@code anchors.csv} in the problems'
 * folder, if there is one, and what the papers say.
 */
final class Peers {

  private static final String LOWER = "lower is better; ";

  private static final Map<String, String> REGRETS =
      Map.of(
          "50", "random -0.48, Optuna TPE -0.71, anneal -0.78, Optuna GP -0.95, NGOpt -1.24",
          "200", "random -0.63, Optuna TPE -1.11, anneal -1.28, NGOpt -1.91, Optuna GP -2.87",
          "200x8", "random -0.63, Optuna TPE -1.02, anneal -1.10, NGOpt -1.00, Optuna GP -2.68");

  private static final Map<String, String> GOALS =
      Map.of(
          "auto-50", "≤ -1.4; ",
          "auto-200", "≤ -3.2; ",
          "auto-200x8", "≤ -2.9; ",
          "genetic-200", "≤ -0.95; ");

  private static final Map<Integer, String> CURVES =
      Map.of(
          510, "≤ 0.20; random 0.552, successive halving 0.226",
          1020, "≤ 0.13; random 0.422, successive halving 0.152",
          2550, "≤ 0.06; random 0.262, successive halving 0.073",
          5100, "≤ 0.03; random 0.184, successive halving 0.036");

  /** Dong and Yang (2020), about 100 evaluations. */
  private static final Map<String, String> WINNERS =
      Map.of(
          "nasbench201-cifar10 test_accuracy_200epochs",
          "≥ 94.0; random 93.70, regularised evolution 93.92, REINFORCE 93.85, optimum 94.37",
          "nasbench201-cifar100 test_accuracy_200epochs",
          "≥ 72.0; random 71.04, regularised evolution 71.84, optimum 73.51");

  /** By table and count of evaluations. */
  private final Map<String, String> anchors = new HashMap<>();

  private Peers() {}

  /**
   * Reads {@code anchors.csv}, a row a table: {@code task} and the means that random search and
   * regularised evolution reached after 100 and 500 evaluations ({@code rs100}, {@code rs500},
   * {@code rea100}, {@code rea500}).
   */
  static Peers read(Path folder) throws IOException {
    Peers peers = new Peers();
    Path file = folder.resolve("anchors.csv");
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      List<String> columns = List.of(lines.get(0).split(",", -1));
      for (String count : List.of("100", "500")) {
        int random = columns.indexOf("rs" + count);
        int evolution = columns.indexOf("rea" + count);
        for (String line : lines.subList(1, lines.size())) {
          String[] fields = line.split(",", -1);
          if (random >= 0 && evolution >= 0 && fields.length == columns.size()) {
            peers.anchors.put(
                fields[0] + " " + count,
                ", random " + fields[random] + ", evolution " + fields[evolution]);
          }
        }
      }
    }
    return peers;
  }

  /** Beside a median log10 regret. */
  String regret(String searcher, String evaluations) {
    return GOALS.getOrDefault(searcher + "-" + evaluations, LOWER)
        + REGRETS.getOrDefault(evaluations, "0 is the median of random points");
  }

  /** Beside a mean normalised regret after so many points of curves. */
  String curves(int points) {
    return CURVES.getOrDefault(points, LOWER + "1 is the worst of the table");
  }

  /** Beside the mean best value of a table's metric. */
  String table(Problem table, int evaluations) {
    return String.format(
        Locale.ROOT,
        "%s; optimum %.6g%s",
        table.goal().maximise() ? "higher is better" : "lower is better",
        table.optimum(),
        anchors.getOrDefault(table.name() + " " + evaluations, ""));
  }

  /** True if there is something to stand beside the mean best value after so many evaluations. */
  boolean knows(Problem table, int evaluations) {
    return anchors.containsKey(table.name() + " " + evaluations);
  }

  /** Beside the mean of a further metric of the winner. */
  String winner(String table, String metric) {
    return WINNERS.getOrDefault(table + " " + metric, "none");
  }
}
