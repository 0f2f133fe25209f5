package drover.core.tabular;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks a trial up in a {@link Table}: {@code objective { type = tabular, file =
 * conf/problems/cell.json }}. It reports each point of the curve up to the trial's budget; the
 * outcome has the best of them. A trial with a parent reads its own curve from the start: there is
 * nothing to continue.
 */
public final class TabularObjective implements Objective {

  private final ConcurrentMap<Path, Table> tables = new ConcurrentHashMap<>();

  /**
   * The settings of one trial.
   *
   * @param file the table's JSON file
   * @param params the point to look up
   */
  record Settings(String file, Map<String, Object> params) {

    static Settings read(Section objective) {
      return new Settings(objective.text("file"), objective.free(TabularObjectiveType.PARAMS));
    }
  }

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws IOException {
    Settings settings = Settings.read(context.settings());
    Table table = table(settings.file(), context);
    Params point;
    try {
      point = table.point(settings.params());
    } catch (IllegalArgumentException e) {
      return new Outcome.Infeasible(String.valueOf(e.getMessage()));
    }
    OptionalInt row = table.find(point);
    return row.isPresent()
        ? lookUp(table, row.getAsInt(), Math.min(trial.budget(), table.budget()), context)
        : new Outcome.Infeasible("the table has no row of these params");
  }

  private static Outcome lookUp(Table table, int row, int budget, TrialContext context) {
    int steps = Math.min(budget, table.steps(row));
    String metric = table.goal().metric();
    for (int step = 1; step <= steps; step++) {
      context.report(step, Map.of(metric, table.value(row, step)));
    }
    return steps < budget
        ? new Outcome.Infeasible(metric + " is no number after step " + (steps + 1))
        : context.score(table.metrics(row, budget));
  }

  private Table table(String file, TrialContext context) throws IOException {
    try {
      return tables.computeIfAbsent(
          context.local(file),
          json -> {
            try {
              return Table.read(json, rows(file, context));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The local copy of the rows' file: the one of its names that the study has. */
  private static Path rows(String file, TrialContext context) throws IOException {
    List<String> names = Table.rowsBeside(file);
    try {
      return context.local(names.get(0));
    } catch (FileNotFoundException absent) {
      return context.local(names.get(1));
    }
  }
}
