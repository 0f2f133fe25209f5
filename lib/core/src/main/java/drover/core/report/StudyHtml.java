package drover.core.report;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.study.RunningTrial;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How a study stands, as a piece of an HTML page: progress, the best trial, the course of the
 * search, the running trials with their curves, the population and the failures. Losses are shown
 * as the user's metric.
 */
public final class StudyHtml {

  /** The leading trials that stand for the population. */
  private static final int POPULATION = 10;

  private static final int RUNNING = 50;
  private static final int FAILURES = 20;

  private final StudyState state;
  private final List<Goal> goals;
  private final int trials;
  private final StringBuilder html = new StringBuilder();

  private StudyHtml(StudyState state, int trials) {
    this.state = state;
    this.trials = trials;
    goals = state.opened().orElseThrow().goals();
  }

  /**
   * The piece of a page.
   *
   * @param state of an opened study
   * @param trials how many the study is to have
   * @param running what runs now
   */
  public static String of(StudyState state, int trials, List<RunningTrial> running, Instant now) {
    StudyHtml page = new StudyHtml(state, trials);
    page.progress(now);
    page.best();
    page.course();
    page.running(running);
    page.population();
    page.failures();
    return page.html.toString();
  }

  private void progress(Instant now) {
    List<String> counts = new ArrayList<>();
    for (String what : List.of("running", "scored", "pruned", "infeasible", "failed")) {
      counts.add(state.count(what) + " " + what);
    }
    String ended =
        state
            .ended()
            .map(end -> ", " + end.end().state().name().toLowerCase(Locale.ROOT))
            .orElse("");
    long seconds = state.elapsed(now).toSeconds();
    int share = Math.min(100, 100 * state.told() / Math.max(1, trials));
    add(
        "<h4>%s: %d of %d trials%s</h4>",
        Html.escape(state.opened().orElseThrow().study()), state.told(), trials, ended);
    add(
        "<div class=\"progress\"><div class=\"progress-bar\" style=\"width:%d%%\"></div></div>",
        share);
    add("<p>%s; %d min %d s at work</p>", String.join(", ", counts), seconds / 60, seconds % 60);
  }

  private void best() {
    state
        .best()
        .ifPresent(
            best -> {
              add("<h4>Best: trial %d, %s</h4>", best.trial().id(), Html.escape(scores(best)));
              table(List.of("parameter", "value"), rows(best.trial().params()));
            });
  }

  private static List<List<String>> rows(Params params) {
    List<List<String>> rows = new ArrayList<>();
    params.values().forEach((name, value) -> rows.add(List.of(name, Numbers.text(value))));
    return rows;
  }

  /** Each scored trial's first metric, and the best so far. */
  private void course() {
    List<Double> values = new ArrayList<>();
    List<Double> leaders = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (TrialRecord record : state.trials()) {
      if (record.score().isPresent()) {
        double loss = record.score().get().loss();
        lowest = Math.min(lowest, loss);
        values.add(goals.get(0).value(loss));
        leaders.add(goals.get(0).value(lowest));
      }
    }
    if (values.size() > 1) {
      add("<h4>%s by trial, and the best so far</h4>", Html.escape(goals.get(0).metric()));
      html.append(Sparkline.dots(values, leaders));
    }
  }

  private void running(List<RunningTrial> running) {
    if (running.isEmpty()) {
      return;
    }
    add("<h4>Running</h4>");
    List<List<String>> rows = new ArrayList<>();
    for (RunningTrial one : running.stream().limit(RUNNING).toList()) {
      Trial trial = one.trial();
      rows.add(
          List.of(
              Integer.toString(trial.id()),
              Html.escape(state.trials().get(trial.id()).executor()),
              curve(one.curve()),
              Html.escape(ParamsText.of(trial.params()))));
    }
    rawTable(List.of("trial", "executor", goals.get(0).metric(), "params"), rows);
    more(running.size(), RUNNING);
  }

  private String curve(List<Report> reports) {
    List<Double> values = new ArrayList<>();
    for (Report report : reports) {
      OptionalDouble loss = goals.get(0).loss(report);
      loss.ifPresent(value -> values.add(goals.get(0).value(value)));
    }
    if (values.isEmpty()) {
      return "";
    }
    int step = reports.get(reports.size() - 1).step();
    return Sparkline.line(values)
        + "<br/>%s after %d".formatted(Numbers.text(values.get(values.size() - 1)), step);
  }

  private void population() {
    List<TrialRecord> leaders =
        state.trials().stream()
            .filter(record -> record.score().isPresent())
            .sorted(Comparator.comparingDouble(record -> record.score().orElseThrow().loss()))
            .limit(POPULATION)
            .toList();
    if (leaders.isEmpty()) {
      return;
    }
    add("<h4>Leading trials</h4>");
    List<List<String>> rows = new ArrayList<>();
    for (TrialRecord record : leaders) {
      double seconds = record.run().map(run -> run.elapsed().toMillis() / 1e3).orElse(0.0);
      rows.add(
          List.of(
              Integer.toString(record.trial().id()),
              scores(record),
              Numbers.text(seconds),
              ParamsText.of(record.trial().params())));
    }
    table(List.of("trial", "score", "seconds", "params"), rows);
  }

  private void failures() {
    List<TrialRecord> failed = new ArrayList<>();
    for (int id = state.trials().size() - 1; id >= 0; id--) {
      TrialRecord record = state.trials().get(id);
      if (List.of("failed", "infeasible").contains(record.state())) {
        failed.add(record);
      }
    }
    if (failed.isEmpty()) {
      return;
    }
    add("<h4>Failed and infeasible</h4>");
    table(
        List.of("trial", "state", "attempts", "executor", "reason"),
        failed.stream()
            .limit(FAILURES)
            .map(
                record ->
                    List.of(
                        Integer.toString(record.trial().id()),
                        record.state(),
                        Integer.toString(record.attempt()),
                        record.executor(),
                        record.outcome().map(Outcome::reason).orElse("")))
            .toList());
    more(failed.size(), FAILURES);
  }

  private String scores(TrialRecord record) {
    List<Double> losses = record.score().orElseThrow().losses();
    List<String> scores = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      Goal goal = goals.get(i);
      scores.add(goal.metric() + " " + Numbers.text(goal.value(losses.get(i))));
    }
    return String.join(", ", scores);
  }

  private void more(int all, int shown) {
    if (all > shown) {
      add("<p>… and %d more</p>", all - shown);
    }
  }

  private void table(List<String> header, List<List<String>> rows) {
    rawTable(header, rows.stream().map(row -> row.stream().map(Html::escape).toList()).toList());
  }

  /** A table of cells that are HTML already. */
  private void rawTable(List<String> header, List<List<String>> rows) {
    add("<table class=\"table table-bordered table-sm table-striped\" style=\"width:auto\">");
    add(
        "<thead><tr>%s</tr></thead><tbody>",
        cells("th", header.stream().map(Html::escape).toList()));
    rows.forEach(row -> add("<tr>%s</tr>", cells("td", row)));
    add("</tbody></table>");
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(tag, cell, tag))
        .collect(Collectors.joining());
  }

  private void add(String format, Object... values) {
    html.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
