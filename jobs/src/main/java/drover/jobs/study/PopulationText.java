package drover.jobs.study;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import drover.search.PopulationStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a study's best trials came together: their statistics after each quarter of its trials. */
public final class PopulationText {

  private static final int SIZE = 10;
  private static final int PARTS = 4;

  private PopulationText() {}

  /** A table of at most four rows, lines ended by line feeds; empty if no trial was scored. */
  public static String of(SearchSpace space, StudyState state) {
    Goal goal = state.opened().orElseThrow().goals().get(0);
    StringBuilder rows = new StringBuilder();
    int trials = state.trials().size();
    for (int part = 1; part <= PARTS; part++) {
      int count = trials * part / PARTS;
      statistics(space, state.trials().subList(0, count))
          .ifPresent(statistics -> rows.append(row(count, goal, statistics)));
    }
    return rows.isEmpty()
        ? ""
        : "\nThe %s best of the first trials, by %s:\n".formatted(SIZE, goal.metric())
            + "%6s %10s %10s %10s %10s\n".formatted("trials", "best", "mean", "spread", "diversity")
            + rows;
  }

  private static Optional<PopulationStatistics> statistics(
      SearchSpace space, List<TrialRecord> records) {
    Map<Trial, Outcome> outcomes = new LinkedHashMap<>();
    records.forEach(
        record -> record.outcome().ifPresent(outcome -> outcomes.put(record.trial(), outcome)));
    return PopulationStatistics.of(space, outcomes, SIZE);
  }

  private static String row(int count, Goal goal, PopulationStatistics statistics) {
    return String.format(
        Locale.ROOT,
        "%6d %10.4g %10.4g %10.2g %10.2f%n",
        count,
        goal.value(statistics.best()),
        goal.value(statistics.mean()),
        statistics.spread(),
        statistics.diversity());
  }
}
