package drover.core;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A trial's state after a step, from which the trial or a child of it goes on.
 *
 * @param trial the trial whose state it is
 * @param step the step (epoch) after which it was saved, at least 1
 * @param file a local file with whatever the objective wrote; not to be changed
 */
public record Checkpoint(int trial, int step, Path file) {

  /** Writes an objective's state. */
  @FunctionalInterface
  public interface Writer {

    /**
     * Writes the state as it is now.
     *
     * @param file a local file that does not exist yet
     */
    void write(Path file) throws IOException;
  }
}
