package drover.jobs.compare;

import drover.core.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The arms of a comparison, the best first; those without a score last.
 *
 * @param goal what they were to reach
 * @param target the value of the goal that they were timed to; empty: none
 * @param results arm to result, in any order
 */
public record ComparisonTable(
    Goal goal, Optional<Double> target, Map<String, Optional<ArmResult>> results) {

  /** The text, lines ended by line feeds. */
  public String text() {
    int width = results.keySet().stream().mapToInt(String::length).max().orElse(3);
    String format = "%-" + width + "s  %10s  %10s  %8s  %8s  %s\n";
    String reached = target.map(value -> "to " + value).orElse("to none");
    StringBuilder text =
        new StringBuilder("%s of the best trial of each arm\n".formatted(goal.metric()));
    text.append(format.formatted("arm", "final", "best", reached, "seconds", "params"));
    for (String arm : arms()) {
      Optional<ArmResult> result = results.getOrDefault(arm, Optional.empty());
      text.append(
          result
              .map(
                  one ->
                      format.formatted(
                          arm,
                          number(one.last()),
                          number(one.best()),
                          epochs(one.reached(), "never"),
                          number(one.seconds()),
                          params(one)))
              .orElseGet(() -> format.formatted(arm, "none", "none", "never", "", "")));
    }
    return text.toString();
  }

  /** The file {@code comparison.csv}; empty cells where there is no number. */
  public String csv() {
    StringBuilder csv =
        new StringBuilder("arm,final,best,epochs-to-target,seconds,trials,params\n");
    for (String arm : arms()) {
      Optional<ArmResult> result = results.getOrDefault(arm, Optional.empty());
      csv.append(
          result
              .map(
                  one ->
                      "%s,%s,%s,%s,%s,%d,%s\n"
                          .formatted(
                              arm,
                              one.last(),
                              one.best(),
                              epochs(one.reached(), ""),
                              one.seconds(),
                              one.trials(),
                              one.params()))
              .orElse(arm + ",,,,,,\n"));
    }
    return csv.toString();
  }

  private List<String> arms() {
    List<String> arms = new ArrayList<>(results.keySet());
    arms.sort(Comparator.comparingDouble(this::loss));
    return arms;
  }

  private double loss(String arm) {
    return results
        .getOrDefault(arm, Optional.empty())
        .map(result -> goal.loss(result.last()))
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static String epochs(OptionalInt epochs, String none) {
    return epochs.isPresent() ? Integer.toString(epochs.getAsInt()) : none;
  }

  /** By the last steps of their names, which tell them apart within an arm. */
  private static String params(ArmResult result) {
    return result.params().values().entrySet().stream()
        .map(
            one ->
                one.getKey().substring(one.getKey().lastIndexOf('.') + 1)
                    + "="
                    + (one.getValue() instanceof Double real ? number(real) : one.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
