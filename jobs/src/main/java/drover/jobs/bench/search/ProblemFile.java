package drover.jobs.bench.search;

import drover.core.config.MistakesException;
import drover.core.json.Json;
import drover.core.tabular.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A problem's file as executors get it, with the rows beside it if it is a {@link Table}; opened
 * once in each process.
 */
final class ProblemFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String text;
  private final String rowsFile;
  private final byte[] rows;
  private final String objective;
  private transient @Nullable Problem problem;

  private ProblemFile(String file, String text, String rowsFile, byte[] rows, String objective) {
    this.file = file;
    this.text = text;
    this.rowsFile = rowsFile;
    this.rows = rows;
    this.objective = objective;
  }

  /**
   * All problems of a folder's {@code *.json} files, by the files' names.
   *
   * @param objective a class that evaluates those that name none of their own; empty if there is
   *     none
   * @throws MistakesException with all that is wrong with the files
   */
  static List<ProblemFile> readAll(Path folder, String objective) throws IOException {
    List<ProblemFile> files = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    for (Path path : jsonFiles(folder)) {
      try {
        ProblemFile file = read(path, objective);
        file.problem();
        files.add(file);
      } catch (IOException e) {
        mistakes.add(String.valueOf(e.getMessage()));
      }
    }
    if (files.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(folder + ": there are no problems, *.json, in this folder");
    }
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
    return files;
  }

  private static List<Path> jsonFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static ProblemFile read(Path file, String objective) throws IOException {
    String text = Files.readString(file);
    for (String rows : Table.rowsBeside(file.toString())) {
      if (Files.exists(Path.of(rows))) {
        byte[] bytes = Files.readAllBytes(Path.of(rows));
        return new ProblemFile(file.toString(), text, rows, bytes, objective);
      }
    }
    return new ProblemFile(file.toString(), text, "", new byte[0], objective);
  }

  /**
   * The problem.
   *
   * @throws IOException if something is wrong with its file; the message begins with its name
   */
  synchronized Problem problem() throws IOException {
    Problem opened = problem;
    if (opened == null) {
      opened = open();
      problem = opened;
    }
    return opened;
  }

  private Problem open() throws IOException {
    try {
      if (rowsFile.isEmpty() && TableProblem.describes(Json.parseLoosely(text))) {
        List<String> names =
            Table.rowsBeside(file).stream().map(name -> name.replaceFirst(".*/", "")).toList();
        throw new IllegalArgumentException(
            "there is none of " + String.join(", ", names) + " beside it");
      }
      return rowsFile.isEmpty() ? FormulaProblem.read(text, objective) : TableProblem.of(table());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private Table table() throws IOException {
    return Table.read(
        file,
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        rowsFile,
        new ByteArrayInputStream(rows));
  }
}
