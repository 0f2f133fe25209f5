package drover.core.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Patience with a store that may fail for a moment.
 *
 * @param attempts how often it is asked, at least 1
 * @param pause before it is asked again; doubled each time
 */
public record Retry(int attempts, Duration pause) {

  /** What is asked of a store. It may have had its effect although it failed. */
  @FunctionalInterface
  public interface Request<T> {
    /** Asks once. */
    T make() throws IOException;
  }

  /**
   * The first answer.
   *
   * @param lasting true of a failure that another attempt cannot mend
   * @throws IOException the last attempt's failure, or a lasting one
   * @throws InterruptedIOException if the thread is interrupted meanwhile
   */
  public <T> T of(Request<T> request, Predicate<IOException> lasting) throws IOException {
    Duration next = pause;
    for (int attempt = 1; true; attempt++) {
      try {
        return request.make();
      } catch (IOException e) {
        if (attempt >= attempts || lasting.test(e) || isInterrupt(e)) {
          throw e;
        }
        Pause.of(next);
        next = next.multipliedBy(2);
      }
    }
  }

  private static boolean isInterrupt(IOException e) {
    return e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
  }
}
