package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.util.Arrays;

/**
 * Examples with what a network is to say of them.
 *
 * @param shape of one example
 * @param rows the features, a flat row of {@code shape.size()} numbers for each example
 * @param lengths how many steps of each sequence are real and not padding; empty if all are, or if
 *     the examples are no sequences
 * @param standardisation what {@link #read} does to the features
 * @param targets what the network is to say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Examples(
    Shape shape, Rows rows, int[] lengths, Standardisation standardisation, Targets targets) {

  private static final int[] FULL = {};

  /** Numbers that the heap of any worker has room for: 16 MiB. */
  private static final int FEW = 1 << 22;

  /** The same examples with features standardised thus. */
  public Examples with(Standardisation another) {
    return new Examples(shape, rows, lengths, another, targets);
  }

  /** The examples at these places, in this order. */
  public Examples at(int[] places) {
    return new Examples(
        shape,
        rows.at(places),
        isMasked() ? Arrays.stream(places).map(place -> lengths[place]).toArray() : FULL,
        standardisation,
        targets.at(places));
  }

  /**
   * The same examples, for who reads them again and again: with few numbers they are on the heap as
   * {@link #read} gives them, which takes a third of the time.
   */
  public Examples held() {
    int width = rows.width();
    if (width == 0 || size() > FEW / width) {
      return this;
    }
    float[] values = new float[size() * width];
    float[] row = new float[width];
    for (int i = 0; i < size(); i++) {
      read(i, row);
      System.arraycopy(row, 0, values, i * width, width);
    }
    return new Examples(
        shape, new Rows.Held(values, width), lengths, Standardisation.NONE, targets);
  }

  /** How many there are. */
  public int size() {
    return targets.size();
  }

  /** True if some sequences are shorter than others, so that networks need a mask. */
  public boolean isMasked() {
    return lengths.length > 0;
  }

  /** How many steps of an example are real; 0 if they are no sequences. */
  public int length(int example) {
    return isMasked() ? lengths[example] : Math.toIntExact(steps());
  }

  /** Steps of the longest sequence; 0 if the examples are no sequences. */
  public long steps() {
    if (shape instanceof Shape.Sequence sequence) {
      return sequence.steps();
    }
    return shape instanceof Shape.Tokens tokens ? tokens.steps() : 0;
  }

  /** Writes one example's standardised features to {@code target}, from index 0; padding is 0. */
  public void read(int example, float[] target) {
    rows.read(example, target);
    standardisation.apply(target, length(example));
  }
}
