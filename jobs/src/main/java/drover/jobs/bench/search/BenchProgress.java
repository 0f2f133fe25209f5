package drover.jobs.bench.search;

import java.io.PrintStream;
import java.util.Locale;

/** Says how far the runs are, now and then, and which of them broke. */
final class BenchProgress {

  private static final long INTERVAL = 10_000_000_000L;

  private final int runs;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private long said = start;
  private int ended;

  BenchProgress(int runs, PrintStream out) {
    this.runs = runs;
    this.out = out;
  }

  /** A run came to its end. */
  void ended(Row row) {
    ended++;
    if (row.isFailed()) {
      out.println("bench: " + row.run() + " failed: " + row.failure());
    }
    long now = System.nanoTime();
    if (now - said >= INTERVAL || ended == runs) {
      said = now;
      double seconds = (now - start) / 1e9;
      out.println(
          String.format(
              Locale.ROOT,
              "bench: %d/%d runs, %.0f s, about %.0f s left",
              ended,
              runs,
              seconds,
              seconds / ended * (runs - ended)));
    }
  }
}
