package drover.core.report;

import drover.core.Outcome;
import drover.core.study.TrialRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code trials.csv}: a row a trial, in the order of the ids (RFC 4180, with line feeds). */
public final class TrialsCsv {

  private TrialsCsv() {}

  /** The table with its header; a cell without value is empty. */
  public static String of(List<TrialRecord> trials) {
    Set<String> metrics = new TreeSet<>();
    Set<String> params = new LinkedHashSet<>();
    for (TrialRecord trial : trials) {
      trial.score().ifPresent(score -> metrics.addAll(score.metrics().keySet()));
      params.addAll(trial.trial().params().values().keySet());
    }
    StringBuilder csv = new StringBuilder(header(metrics, params));
    trials.forEach(trial -> csv.append(row(trial, metrics, params)));
    return csv.toString();
  }

  private static String header(Set<String> metrics, Set<String> params) {
    List<Object> cells = new ArrayList<>(List.of("trial", "state", "loss"));
    metrics.forEach(name -> cells.add("metric." + name));
    params.forEach(name -> cells.add("param." + name));
    cells.addAll(
        List.of("budget", "parent", "started", "seconds", "executor", "attempts", "reason"));
    return line(cells);
  }

  private static String row(TrialRecord record, Set<String> metrics, Set<String> params) {
    Optional<Outcome.Scored> score = record.score();
    List<Object> cells = new ArrayList<>();
    cells.add(record.trial().id());
    cells.add(record.state());
    cells.add(loss(record));
    for (String name : metrics) {
      cells.add(score.map(s -> (Object) s.metrics().getOrDefault(name, Double.NaN)).orElse(""));
    }
    params.forEach(name -> cells.add(record.trial().params().find(name).orElse("")));
    cells.add(record.trial().budget());
    cells.add(record.trial().parent().isPresent() ? record.trial().parent().getAsInt() : "");
    cells.add(record.run().map(run -> run.started().toString()).orElse(""));
    cells.add(record.run().map(run -> run.elapsed().toMillis() / 1000.0).orElse(0.0));
    cells.add(record.executor());
    cells.add(record.attempt());
    cells.add(record.outcome().map(Outcome::reason).orElse(""));
    return line(cells);
  }

  private static Object loss(TrialRecord record) {
    Outcome outcome = record.outcome().orElse(new Outcome.Failed(""));
    if (outcome instanceof Outcome.Scored scored) {
      return scored.loss();
    }
    return outcome instanceof Outcome.Pruned pruned ? pruned.loss() : "";
  }

  private static String line(List<Object> cells) {
    return cells.stream().map(TrialsCsv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    String text = value instanceof Double number && number.isNaN() ? "" : value.toString();
    boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
