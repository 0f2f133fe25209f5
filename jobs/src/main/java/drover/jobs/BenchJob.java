package drover.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class BenchJob implements Callable<Integer> {
  @Override
  public Integer call() {
    return 1;
  }
}
