package drover.dl4j.layers;

import org.deeplearning4j.nn.conf.layers.util.MaskLayer;

/**
 * Zeros behind the end of sequences, for layers whose windows reach beyond it. DL4J's convolutions
 * and pooling shorten the mask for what follows, but do not heed it themselves.
 */
final class Masked {

  private Masked() {}

  /**
   * Puts zeros where there is no data, if it is a sequence over which this window moves. Features
   * have them already, and DL4J's layer would refuse those that come without a mask.
   */
  static void at(Shape input, Window window, Chain chain) {
    if (input instanceof Shape.Sequence && window.kernel() > 1 && !chain.isEmpty()) {
      chain.add(new MaskLayer());
    }
  }
}
