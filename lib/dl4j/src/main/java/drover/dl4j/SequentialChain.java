package drover.dl4j;

import drover.dl4j.layers.Chain;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The chain of a network whose layers follow one another. */
final class SequentialChain implements Chain {

  private final ListBuilder list;
  private int size;

  SequentialChain(ListBuilder list) {
    this.list = list;
  }

  @Override
  public void add(Layer layer) {
    list.layer(layer);
    size++;
  }

  @Override
  public void add(InputPreProcessor form) {
    list.inputPreProcessor(size, form);
  }

  @Override
  public void branches(GraphVertex merge, List<Runnable> branches) {
    throw new IllegalStateException("a sequential network has no branches");
  }
}
