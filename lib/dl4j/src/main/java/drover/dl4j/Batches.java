package drover.dl4j;

import drover.dl4j.data.Augmentation;
import drover.dl4j.data.Examples;
import drover.dl4j.layers.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Examples cut into batches. There is one native array each for features, targets and mask, which
 * every batch fills anew: nothing is allocated after the constructor, and a batch is valid until
 * the next one is asked for.
 */
final class Batches implements AutoCloseable {

  /**
   * One batch, an example a row.
   *
   * @param features [examples, size], or [examples, features, steps] of sequences
   * @param labels [examples, outputs]: one-hot classes, or standardised numbers
   * @param mask [examples, steps], 1 where a step is real and 0 where it is padding; null if all
   *     are real
   */
  record Batch(INDArray features, INDArray labels, @Nullable INDArray mask) {}

  private final Examples examples;
  private final Augmentation augmentation;
  private final int batchSize;
  private final INDArray rows;
  private final INDArray labels;
  private final @Nullable INDArray mask;
  private final Batch whole;
  private final Batch last;
  private final float[] row;
  private final float[] target;
  private final float[] steps;

  Batches(Examples examples, int batchSize) {
    this(examples, batchSize, Augmentation.NONE);
  }

  /**
   * Batches of examples.
   *
   * @param augmentation what happens to images, if the examples are images, when they are shuffled
   */
  Batches(Examples examples, int batchSize, Augmentation augmentation) {
    this.examples = examples.held();
    this.augmentation = augmentation;
    this.batchSize = Math.min(batchSize, examples.size());
    row = new float[examples.rows().width()];
    target = new float[examples.targets().width()];
    steps = new float[examples.isMasked() ? Math.toIntExact(examples.steps()) : 0];
    rows = Nd4j.create(this.batchSize, row.length);
    labels = Nd4j.create(this.batchSize, target.length);
    mask = examples.isMasked() ? Nd4j.create(this.batchSize, steps.length) : null;
    whole = first(this.batchSize);
    last = first(examples.size() % this.batchSize);
  }

  /** The first rows of the arrays; all of them for 0. */
  private Batch first(int size) {
    int count = size == 0 ? batchSize : size;
    return new Batch(
        inShape(first(rows, count)),
        first(labels, count),
        mask == null ? null : first(mask, count));
  }

  /** How many batches there are. */
  int count() {
    return (examples.size() + batchSize - 1) / batchSize;
  }

  /** All batches in an order that depends on the generator alone. */
  Iterable<Batch> shuffled(RandomGenerator random) {
    int[] order = order(examples.size(), random);
    boolean augments =
        !augmentation.equals(Augmentation.NONE) && examples.shape() instanceof Shape.Image;
    return () -> new Pass(order, augments ? random : null);
  }

  /** The numbers below this one in an order that depends on the generator alone. */
  static int[] order(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < order.length; i++) { // Fisher and Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** All batches in the order of the examples. */
  Iterable<Batch> inOrder() {
    int[] order = new int[examples.size()];
    Arrays.setAll(order, i -> i);
    return () -> new Pass(order, null);
  }

  /** One pass over the examples. */
  private final class Pass implements Iterator<Batch> {

    private final int[] order;
    private final @Nullable RandomGenerator augmenting;
    private int next;

    Pass(int[] order, @Nullable RandomGenerator augmenting) {
      this.order = order;
      this.augmenting = augmenting;
    }

    @Override
    public boolean hasNext() {
      return next < order.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int end = Math.min(order.length, next + batchSize);
      fill(order, next, end, augmenting);
      Batch batch = end - next == batchSize ? whole : last;
      next = end;
      return batch;
    }
  }

  private void fill(int[] order, int first, int end, @Nullable RandomGenerator augmenting) {
    FloatBuffer toRows = rows.data().asNioFloat();
    FloatBuffer toLabels = labels.data().asNioFloat();
    for (int i = first; i < end; i++) {
      examples.read(order[i], row);
      if (augmenting != null && examples.shape() instanceof Shape.Image image) {
        augmentation.apply(row, image, augmenting);
      }
      toRows.put(row);
      examples.targets().read(order[i], target);
      toLabels.put(target);
    }
    written(rows);
    written(labels);
    if (mask != null) {
      fillMask(mask, order, first, end);
    }
  }

  private void fillMask(INDArray array, int[] order, int first, int end) {
    FloatBuffer toMask = array.data().asNioFloat();
    for (int i = first; i < end; i++) {
      int length = examples.length(order[i]);
      Arrays.fill(steps, 0, length, 1);
      Arrays.fill(steps, length, steps.length, 0);
      toMask.put(steps);
    }
    written(array);
  }

  /** Where arrays live on a GPU, the copy there is old now. */
  private static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  /** Sequences as [examples, features, steps], all else as it is. */
  private INDArray inShape(INDArray array) {
    return examples.shape() instanceof Shape.Sequence sequence
        ? array.reshape('c', array.size(0), sequence.features(), sequence.steps())
        : array;
  }

  private static INDArray first(INDArray array, int count) {
    return count == array.size(0)
        ? array
        : array.get(NDArrayIndex.interval(0, count), NDArrayIndex.all());
  }

  @Override
  public void close() {
    rows.close();
    labels.close();
    if (mask != null) {
      mask.close();
    }
  }
}
