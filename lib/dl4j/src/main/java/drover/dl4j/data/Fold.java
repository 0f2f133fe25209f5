package drover.dl4j.data;

/**
 * One of the equal parts into which all but the test part is cut for cross-validation: it scores,
 * and the others train (Stone 1974).
 *
 * @param number from 0
 * @param of how many folds there are; 1 if there is no cross-validation and a share of the examples
 *     scores
 */
public record Fold(int number, int of) {

  /** No cross-validation. */
  public static final Fold NONE = new Fold(0, 1);
}
