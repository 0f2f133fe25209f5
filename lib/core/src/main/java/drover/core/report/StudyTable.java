package drover.core.report;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run prints at its end: the five best trials, the winner's params, its test metrics. */
public final class StudyTable {

  private static final int ROWS = 5;

  private final StudyState state;
  private final Goal goal;

  private StudyTable(StudyState state) {
    this.state = state;
    this.goal = state.opened().orElseThrow().goals().get(0);
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
    text.append("%5s  %-12s %8s  params\n".formatted("trial", goal.metric(), "seconds"));
    state.trials().stream()
        .filter(record -> record.score().isPresent())
        .sorted(Comparator.comparingDouble(StudyTable::loss))
        .limit(ROWS)
        .forEach(record -> text.append(row(record)));
    text.append("\nBest: trial ").append(best.trial().id()).append('\n');
    best.trial()
        .params()
        .values()
        .forEach((name, value) -> text.append("  " + name + " = " + Numbers.text(value) + "\n"));
    state
        .tested()
        .filter(test -> test.id() == best.trial().id() && !test.metrics().isEmpty())
        .ifPresent(tested -> text.append("Test: " + metrics(tested.metrics()) + "\n"));
    return text.toString();
  }

  private static double loss(TrialRecord record) {
    return record.score().map(Outcome.Scored::loss).orElse(Double.POSITIVE_INFINITY);
  }

  private String row(TrialRecord record) {
    double seconds = record.run().map(run -> run.elapsed().toMillis() / 1000.0).orElse(0.0);
    return String.format(
        Locale.ROOT,
        "%5d  %-12s %8.1f  %s\n",
        record.trial().id(),
        Numbers.text(goal.value(loss(record))),
        seconds,
        ParamsText.of(record.trial().params()));
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
