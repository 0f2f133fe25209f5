package drover.dl4j.parallel;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Makes batches where they are trained on. DL4J has executors load batches from files, of which it
 * sends the paths; here a path is the list of a batch's examples, and no file is read but the data
 * set that each executor has mapped into its memory.
 */
final class BatchLoader implements DataSetLoader {
  private static final long serialVersionUID = 1L;

  private final WorkerSource source;

  BatchLoader(WorkerSource source) {
    this.source = source;
  }

  /**
   * The path of a batch.
   *
   * @param seed of the changes to its images
   * @param places of its examples
   */
  static String path(long seed, int[] places) {
    return seed
        + ","
        + IntStream.of(places).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  @Override
  public DataSet load(Source path) {
    String[] numbers = path.getPath().split(",", -1);
    int[] places = Arrays.stream(numbers).skip(1).mapToInt(Integer::parseInt).toArray();
    return source.worker().batch(places, Long.parseLong(numbers[0]));
  }
}
