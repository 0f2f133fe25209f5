package drover.core.report;

import drover.core.Outcome;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code trials.csv}: a row a trial, in the order of the ids (RFC 4180, with line feeds). */
public final class TrialsCsv {

  private TrialsCsv() {}

  /** The columns that differ from study to study. */
  private record Columns(Set<String> metrics, Set<String> params, Optional<Set<Integer>> front) {

    static Columns of(StudyState state) {
      Set<String> metrics = new TreeSet<>();
      Set<String> params = new LinkedHashSet<>();
      for (TrialRecord record : state.trials()) {
        record.score().ifPresent(score -> metrics.addAll(score.metrics().keySet()));
        params.addAll(record.trial().params().values().keySet());
      }
      boolean severalGoals = state.opened().orElseThrow().goals().size() > 1;
      return new Columns(
          metrics, params, Optional.of(Set.copyOf(state.front().ids())).filter(f -> severalGoals));
    }
  }

  /**
   * The table of an opened study with its header; a cell without value is empty. With several goals
   * the column {@code front} says which trials no other dominates.
   */
  public static String of(StudyState state) {
    Columns columns = Columns.of(state);
    StringBuilder csv = new StringBuilder(header(columns));
    state.trials().forEach(record -> csv.append(row(record, columns)));
    return csv.toString();
  }

  private static String header(Columns columns) {
    List<Object> cells = new ArrayList<>(List.of("trial", "state", "loss"));
    columns.front().ifPresent(front -> cells.add("front"));
    columns.metrics().forEach(name -> cells.add("metric." + name));
    columns.params().forEach(name -> cells.add("param." + name));
    cells.addAll(
        List.of("budget", "parent", "started", "seconds", "executor", "attempts", "reason"));
    return Csv.line(cells);
  }

  private static String row(TrialRecord record, Columns columns) {
    Optional<Outcome.Scored> score = record.score();
    List<Object> cells = new ArrayList<>();
    cells.add(record.trial().id());
    cells.add(record.state());
    cells.add(loss(record));
    columns.front().ifPresent(front -> cells.add(front.contains(record.trial().id())));
    for (String name : columns.metrics()) {
      cells.add(score.map(s -> (Object) s.metrics().getOrDefault(name, Double.NaN)).orElse(""));
    }
    columns.params().forEach(name -> cells.add(record.trial().params().find(name).orElse("")));
    cells.add(record.trial().budget());
    cells.add(record.trial().parent().isPresent() ? record.trial().parent().getAsInt() : "");
    cells.add(record.run().map(run -> run.started().toString()).orElse(""));
    cells.add(record.run().map(run -> run.elapsed().toMillis() / 1000.0).orElse(0.0));
    cells.add(record.executor());
    cells.add(record.attempt());
    cells.add(record.outcome().map(Outcome::reason).orElse(""));
    return Csv.line(cells);
  }

  private static Object loss(TrialRecord record) {
    Outcome outcome = record.outcome().orElse(new Outcome.Failed(""));
    if (outcome instanceof Outcome.Scored scored) {
      return scored.loss();
    }
    return outcome instanceof Outcome.Pruned pruned ? pruned.loss() : "";
  }
}
