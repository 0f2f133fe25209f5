package drover.jobs;

import drover.core.Version;
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
    subcommands = {
      TuneJob.class,
      TrainJob.class,
      CheckJob.class,
      ReportJob.class,
      LrRangeJob.class,
      CompareJob.class,
      BenchJob.class,
      AwaitJob.class
    })
public final class Main implements Callable<Integer> {

  private static final int USAGE = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs one job and exits with its code. */
  public static void main(String[] args) {
    int exit = run(args);
    // YARN's application master takes any exit in cluster mode for a failure, even that by 0.
    if (exit != 0 || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(exit);
    }
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
    return USAGE;
  }

  private static int report(Exception error) {
    RunEnd end = RunEnd.of(error);
    if (RunEnd.isForUsers(error)) {
      System.err.println(end.message());
    } else {
      LoggerFactory.getLogger(Main.class).error("Drover failed", error);
    }
    return end.exit();
  }

  /** Prints {@code drover 0.1.0}. */
  static final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"drover " + Version.TEXT};
    }
  }
}
