package drover.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A DL4J configuration that grows at its end. */
public interface Chain {

  /** True if nothing is before the next layer but the features themselves. */
  boolean isEmpty();

  /** Appends a layer. */
  void add(Layer layer);

  /** Appends a change of the arrays' form. */
  void add(InputPreProcessor form);

  /**
   * Appends branches that all begin at the end of this chain, and what merges them. Only graphs
   * have branches.
   *
   * @param branches each appends its layers, or nothing for a way around the others
   */
  void branches(GraphVertex merge, List<Runnable> branches);
}
