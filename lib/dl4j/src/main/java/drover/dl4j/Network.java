package drover.dl4j;

import drover.dl4j.convolution.FastConvolutions;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network, of either class: {@link Sequential} layers or a {@link Graph} of them, with one
 * input and one output.
 *
 * <p>Masks have a row for each example and a column for each step of its sequence: 1 where there is
 * data, 0 where the sequence has ended; null if no sequence ends early.
 */
sealed interface Network permits Sequential, Graph {

  /** DL4J's network. */
  Model dl4j();

  /** One step down the gradient of a batch; {@link #score} is its loss. */
  void fit(INDArray features, INDArray labels, @Nullable INDArray mask);

  /** The gradient of a batch as for {@link #fit}, without a step. */
  void computeGradient(INDArray features, INDArray labels, @Nullable INDArray mask);

  /**
   * What it gives for examples, as at scoring time: without dropout.
   *
   * @return a row for each example, to be closed by the caller
   */
  INDArray output(INDArray features, @Nullable INDArray mask);

  /**
   * Shows what each layer gives for examples, as at scoring time.
   *
   * @param see takes a layer and its output, which is valid until it returns
   */
  void activations(INDArray features, @Nullable INDArray mask, BiConsumer<Layer, INDArray> see);

  /** What looks on while it trains. */
  Collection<TrainingListener> listeners();

  /** What its tensors' names begin with, for each of its {@link #layers}. */
  List<String> names();

  /** Its layers. */
  Layer[] layers();

  /** The updater's state, or empty if there is none (yet). */
  Optional<INDArray> updaterState();

  /** The updater's state, made if there is none yet; empty if its updater keeps none. */
  Optional<INDArray> ensureUpdaterState();

  /** The steps that were made, as its updater and its schedules count them. */
  int iterationCount();

  /** Sets the steps and the epochs that were made. */
  void setCounts(int iterations, int epochs);

  /** Counts an epoch as done, for schedules that go by epochs. */
  void incrementEpochCount();

  /** This network, in which Drover's convolutions take the places of DL4J's, if they are to. */
  default Network prepared(TrainingSettings training) {
    if (training.fastConvolutions()) {
      FastConvolutions.attachTo(dl4j());
    }
    return this;
  }

  /** The loss of the last batch, with the penalties on weights. */
  default double score() {
    return dl4j().score();
  }

  /** All parameters in one row, a view. */
  default INDArray params() {
    return dl4j().params();
  }

  /** Writes it, with the updater's state, in DL4J's format. */
  default void save(File file) throws IOException {
    Networks.save(this, file);
  }

  /** Gives back the native memory of outputs, but for those that are the input as it is. */
  static void close(Collection<INDArray> outputs, INDArray input) {
    for (INDArray output : outputs) {
      if (output.data() != input.data() && output.closeable()) {
        output.close();
      }
    }
  }

  /**
   * Gives back the native memory of a network of this thread, which nothing else would free where
   * ND4J's garbage collection is off. What DL4J's own close does, without its System.gc().
   */
  default void release() {
    Networks.release(this);
  }
}
