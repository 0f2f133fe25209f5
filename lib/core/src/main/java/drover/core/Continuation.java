package drover.core;

import java.util.List;

/**
 * Where an attempt at a trial took up its training, and what it left to take up.
 *
 * @param from the step after which it went on: of an earlier attempt, or of its parent; 0 if it
 *     began anew
 * @param offered the last step of which its objective offered a checkpoint; 0 if it makes none
 * @param retrained the ancestors that were trained again as their checkpoints were lost, oldest
 *     first
 */
public record Continuation(int from, int offered, List<Integer> retrained) {

  /** Of an objective that knows no checkpoints. */
  public static final Continuation NONE = new Continuation(0, 0, List.of());

  public Continuation {
    retrained = List.copyOf(retrained);
  }
}
