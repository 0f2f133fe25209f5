package drover.core.report;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.pareto.ParetoFront;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run prints at its end: the five best trials, or the Pareto front of several goals, then
 * the winner's params and its test metrics. With several goals the winner is the best by the first.
 */
public final class StudyTable {

  private static final int ROWS = 5;
  private static final int FRONT_ROWS = 20;

  private final StudyState state;
  private final List<Goal> goals;

  private StudyTable(StudyState state) {
    this.state = state;
    this.goals = state.opened().orElseThrow().goals();
  }

  /** The text, lines ended by line feeds, of an opened study. */
  public static String of(StudyState state) {
    return new StudyTable(state).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(summary());
    state
        .best()
        .ifPresentOrElse(
            best -> text.append(best(best)), () -> text.append("No trial was scored." + reasons()));
    return text.toString();
  }

  private String summary() {
    String counts =
        List.of("scored", "pruned", "infeasible", "failed", "running").stream()
            .filter(what -> state.count(what) > 0)
            .map(what -> state.count(what) + " " + what)
            .collect(Collectors.joining(", "));
    return "%s: %s trials%s\n"
        .formatted(
            state.opened().orElseThrow().study(),
            state.count("asked"),
            counts.isEmpty() ? "" : ", " + counts);
  }

  private String best(TrialRecord best) {
    StringBuilder text = new StringBuilder("\n");
    text.append(goals.size() > 1 ? front() : leaders());
    String goal = goals.size() > 1 ? "Best " + goals.get(0).metric() : "Best";
    text.append("\n" + goal + ": trial " + best.trial().id() + "\n");
    best.trial()
        .params()
        .values()
        .forEach((name, value) -> text.append("  " + name + " = " + Numbers.text(value) + "\n"));
    Schedule.of(state).ifPresent(schedule -> text.append(schedule.text()));
    state
        .tested()
        .filter(test -> !test.metrics().isEmpty())
        .ifPresent(tested -> text.append("Test: " + metrics(tested.metrics()) + "\n"));
    return text.toString();
  }

  private String leaders() {
    return header()
        + state.trials().stream()
            .filter(record -> record.score().isPresent())
            .sorted(Comparator.comparingDouble(record -> losses(record).get(0)))
            .limit(ROWS)
            .map(this::row)
            .collect(Collectors.joining());
  }

  private String front() {
    ParetoFront front = state.front();
    List<Integer> ids = front.ids();
    StringBuilder text = new StringBuilder("Pareto front of %d trials:\n".formatted(ids.size()));
    text.append(header());
    ids.stream().limit(FRONT_ROWS).forEach(id -> text.append(row(state.trials().get(id))));
    if (ids.size() > FRONT_ROWS) {
      text.append("… and %d more in trials.csv\n".formatted(ids.size() - FRONT_ROWS));
    }
    text.append("Hypervolume: " + Numbers.text(front.hypervolume()) + ", up to ");
    List<String> reference = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      double worst = goals.get(i).value(front.reference().get(i));
      reference.add(goals.get(i).metric() + " " + Numbers.text(worst));
    }
    return text.append(String.join(", ", reference) + "\n").toString();
  }

  private String header() {
    return "trial  " + cells(Goal::metric) + "%8s  params\n".formatted("seconds");
  }

  private static List<Double> losses(TrialRecord record) {
    return record.score().map(Outcome.Scored::losses).orElseThrow();
  }

  private String row(TrialRecord record) {
    double seconds = record.run().map(run -> run.elapsed().toMillis() / 1000.0).orElse(0.0);
    List<Double> losses = losses(record);
    return String.format(
        Locale.ROOT,
        "%5d  %s%8.1f  %s\n",
        record.trial().id(),
        cells(goal -> Numbers.text(goal.value(losses.get(goals.indexOf(goal))))),
        seconds,
        ParamsText.of(record.trial().params()));
  }

  /** One cell per goal, as wide as its name or a number. */
  private String cells(Function<Goal, String> text) {
    return goals.stream()
        .map(goal -> padded(text.apply(goal), Math.max(12, goal.metric().length())))
        .collect(Collectors.joining());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()) + 1);
  }

  private static String metrics(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(entry -> entry.getKey() + " " + Numbers.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The reasons that trials gave, most frequent first. */
  private String reasons() {
    Map<String, Long> counts =
        state.trials().stream()
            .flatMap(record -> record.outcome().stream())
            .map(outcome -> outcome.state() + ": " + outcome.reason())
            .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(ROWS)
        .map(entry -> "\n  " + entry.getValue() + " × " + entry.getKey())
        .collect(Collectors.joining("", "", "\n"));
  }
}
