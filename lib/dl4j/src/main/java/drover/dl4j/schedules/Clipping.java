package drover.dl4j.schedules;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How gradients are kept from being too large (Pascanu, Mikolov and Bengio 2013; Mikolov 2012).
 *
 * @param kind what is limited
 * @param limit more than 0; of the mean gradient of a batch
 */
record Clipping(Kind kind, double limit) {

  /** What is limited. */
  enum Kind {
    NONE,
    VALUE,
    NORM_PER_LAYER,
    GLOBAL_NORM
  }

  static Clipping read(Section training) {
    return training.variant(
        "clipping",
        "clipping",
        new TreeMap<>(
            Map.of(
                "none", section -> new Clipping(Kind.NONE, 1),
                "value", section -> limited(Kind.VALUE, section),
                "norm-per-layer", section -> limited(Kind.NORM_PER_LAYER, section),
                "global-norm", section -> limited(Kind.GLOBAL_NORM, section))));
  }

  private static Clipping limited(Kind kind, Section section) {
    return new Clipping(kind, section.real("limit", Double.MIN_NORMAL, Double.POSITIVE_INFINITY));
  }

  /**
   * Clips in place.
   *
   * @param layers the gradients of each layer with parameters
   * @param scale what these are of the mean gradient of the batch: its size, if they are sums
   */
  void apply(List<List<INDArray>> layers, double scale) {
    switch (kind) {
      case NONE -> {}
      case VALUE -> layers.forEach(layer -> layer.forEach(array -> clip(array, limit * scale)));
      case NORM_PER_LAYER -> layers.forEach(layer -> shrink(layer, limit * scale));
      case GLOBAL_NORM -> shrink(layers.stream().flatMap(List::stream).toList(), limit * scale);
    }
  }

  private static void clip(INDArray array, double limit) {
    Nd4j.exec(
        DynamicCustomOp.builder("clipbyvalue")
            .addInputs(array)
            .callInplace(true)
            .addFloatingPointArguments(-limit, limit)
            .build());
  }

  private static void shrink(List<INDArray> arrays, double limit) {
    double norm = norm(arrays);
    if (norm > limit) {
      arrays.forEach(array -> array.muli(limit / norm));
    }
  }

  /** The Euclidean norm of all numbers together. */
  static double norm(List<INDArray> arrays) {
    double squares = 0;
    for (INDArray array : arrays) {
      squares += Nd4j.getBlasWrapper().dot(array, array);
    }
    return Math.sqrt(squares);
  }
}
