package drover.core.report;

import drover.core.Params;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The params that the best trial's lineage trained with, one after another: what population-based
 * training finds beside a network.
 *
 * @param stages in the order of training, at least one
 */
public record Schedule(List<Stage> stages) {

  /**
   * One trial of the lineage.
   *
   * @param from the budget that its parent had used, 0 without parent
   * @param to its own budget
   */
  public record Stage(int trial, int from, int to, Params params) {}

  public Schedule {
    stages = List.copyOf(stages);
  }

  /** The best trial's schedule; empty if there is no best trial, or its params never changed. */
  public static Optional<Schedule> of(StudyState state) {
    List<Stage> stages = new ArrayList<>();
    Optional<TrialRecord> record = state.best();
    while (record.isPresent()) {
      var trial = record.get().trial();
      record =
          trial.parent().isPresent()
              ? Optional.of(state.trials().get(trial.parent().getAsInt()))
              : Optional.empty();
      int from = record.map(parent -> parent.trial().budget()).orElse(0);
      stages.add(0, new Stage(trial.id(), from, trial.budget(), trial.params()));
    }
    return stages.stream().map(Stage::params).distinct().count() > 1
        ? Optional.of(new Schedule(stages))
        : Optional.empty();
  }

  /** {@code schedule.csv}: a row a trial with the params that it trained with. */
  public String csv() {
    Set<String> names = new LinkedHashSet<>();
    stages.forEach(stage -> names.addAll(stage.params().values().keySet()));
    List<Object> header = new ArrayList<>(List.of("trial", "from", "to"));
    names.forEach(name -> header.add("param." + name));
    StringBuilder csv = new StringBuilder(Csv.line(header));
    for (Stage stage : stages) {
      List<Object> cells = new ArrayList<>(List.of(stage.trial(), stage.from(), stage.to()));
      names.forEach(name -> cells.add(stage.params().find(name).orElse("")));
      csv.append(Csv.line(cells));
    }
    return csv.toString();
  }

  /** As a person reads it: a line for each budget from which on the params were other ones. */
  public String text() {
    StringBuilder text = new StringBuilder("Schedule:\n");
    Params before = Params.EMPTY;
    for (Stage stage : stages) {
      if (!stage.params().equals(before)) {
        text.append("  from %d: %s\n".formatted(stage.from(), ParamsText.of(stage.params())));
        before = stage.params();
      }
    }
    return text.toString();
  }
}
