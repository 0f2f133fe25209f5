package drover.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job that was run inside the test, for those that start no process.
 *
 * @param exit its exit code
 * @param out what it printed on its standard output
 * @param err and on its standard error
 */
record JobRun(int exit, String out, String err) {

  /** Runs a job on a study file. */
  static JobRun of(String job, Path file, String... overrides) {
    return of(
        Stream.concat(Stream.of(job, file.toString()), Arrays.stream(overrides))
            .toArray(String[]::new));
  }

  /** Runs a command line. */
  static JobRun of(String... arguments) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      System.setErr(new PrintStream(err, true, UTF_8));
      int exit = Main.run(arguments);
      return new JobRun(exit, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  List<String> errors() {
    return err.lines().toList();
  }
}
