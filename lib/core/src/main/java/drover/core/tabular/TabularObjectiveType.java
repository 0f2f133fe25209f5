package drover.core.tabular;

import drover.core.DataPath;
import drover.core.Goal;
import drover.core.HadoopFiles;
import drover.core.ObjectiveType;
import drover.core.config.Section;
import drover.core.space.SearchSpace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The objective {@code tabular}: a {@link Table}. The table brings its search space, so a study
 * file need only name it; {@code params} may fix parameters or narrow their ranges.
 */
public final class TabularObjectiveType implements ObjectiveType {

  /** Where the objective's section has the point to look up. */
  static final String PARAMS = "params";

  /** What to go on with after a mistake. */
  private static final Plan NONE = new Plan(1, List.of(), List.of(), new Goal("value", false));

  private interface Reader<T> {
    T read(String file, InputStream json, String rowsFile, InputStream rows) throws IOException;
  }

  @Override
  public String name() {
    return "tabular";
  }

  @Override
  public String implementation() {
    return TabularObjective.class.getName();
  }

  @Override
  public boolean needsProcess() {
    return false;
  }

  @Override
  public SearchSpace space(Section objective, Configuration hadoop) {
    try {
      return open(objective.text("file"), hadoop, TableReader::layout).space();
    } catch (IOException | IllegalArgumentException e) {
      return SearchSpace.EMPTY; // check says what is wrong
    }
  }

  @Override
  public Plan check(Section objective, Configuration hadoop) {
    TabularObjective.Settings settings = TabularObjective.Settings.read(objective);
    if (settings.file().isEmpty()) {
      return NONE; // reading it noted that
    }
    try {
      Table table = open(settings.file(), hadoop, TableReader::read);
      checkPoint(objective, table, settings.params());
      return new Plan(
          table.budget(),
          List.of(settings.file(), rowsFile(settings.file(), hadoop)),
          table.metrics(),
          table.goal());
    } catch (FileNotFoundException e) {
      objective.mistake("file", "there is no " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      objective.mistake("file", "cannot read " + HadoopFiles.reason(e));
    }
    return NONE;
  }

  private static void checkPoint(Section objective, Table table, Map<String, Object> params) {
    List<String> unknown =
        params.keySet().stream().filter(name -> table.space().find(name).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      objective.mistake(PARAMS, "the table has no parameters " + unknown);
      return;
    }
    try {
      table.point(params);
    } catch (IllegalArgumentException e) {
      objective.mistake(PARAMS, String.valueOf(e.getMessage()));
    }
  }

  private static <T> T open(String file, Configuration hadoop, Reader<T> reader)
      throws IOException {
    try (InputStream json = open(file, hadoop)) {
      String rowsFile = rowsFile(file, hadoop);
      try (InputStream rows = open(rowsFile, hadoop)) {
        return reader.read(file, json, rowsFile, rows);
      }
    }
  }

  private static InputStream open(String file, Configuration hadoop) throws IOException {
    Path path = find(file, hadoop);
    return path.getFileSystem(hadoop).open(path);
  }

  private static Path find(String file, Configuration hadoop) throws IOException {
    try {
      return DataPath.find(file, hadoop).getPath();
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(file); // as the user wrote it
    }
  }

  private static String rowsFile(String file, Configuration hadoop) throws IOException {
    for (String name : Table.rowsBeside(file)) {
      try {
        DataPath.find(name, hadoop);
        return name;
      } catch (FileNotFoundException absent) {
        // the next one
      }
    }
    throw new FileNotFoundException(String.join(" or ", Table.rowsBeside(file)));
  }
}
