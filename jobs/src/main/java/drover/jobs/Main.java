package drover.jobs;

import drover.core.Version;
import drover.core.config.MistakesException;
import drover.core.journal.StudyBusyException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: picks a job and turns how it ended into an exit code. */
@Command(
    name = "drover",
    description = "Finds good hyperparameters and network architectures on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    synopsisSubcommandLabel = "JOB",
    commandListHeading = "%nJobs:%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage or config, 3 no trial was scored,",
      "4 another driver holds the study, 130 and 143 stopped by a signal."
    },
    subcommands = {TuneJob.class, CheckJob.class, ReportJob.class, BenchJob.class, AwaitJob.class})
public final class Main implements Callable<Integer> {

  private static final int INTERNAL_ERROR = 1;
  private static final int MISTAKES = 2;
  private static final int BUSY = 4;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs one job and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one job; the exit code. */
  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((error, line, parsed) -> report(error))
        .setAbbreviatedOptionsAllowed(false)
        .execute(args);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return MISTAKES;
  }

  private static int report(Exception error) {
    if (error instanceof MistakesException mistakes) {
      mistakes.mistakes().forEach(System.err::println);
      return MISTAKES;
    }
    if (error instanceof StudyBusyException busy) {
      System.err.println(busy.getMessage());
      return BUSY;
    }
    LoggerFactory.getLogger(Main.class).error("Drover failed", error);
    return INTERNAL_ERROR;
  }

  /** Prints {@code drover 0.1.0}. */
  static final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"drover " + Version.TEXT};
    }
  }
}
