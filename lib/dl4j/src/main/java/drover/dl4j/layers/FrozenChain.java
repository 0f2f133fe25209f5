package drover.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.config.Sgd;

/** A chain whose layers are not trained: a learning rate of 0, and nothing else that moves them. */
record FrozenChain(Chain chain) implements Chain {

  @Override
  public boolean isEmpty() {
    return chain.isEmpty();
  }

  @Override
  public void add(Layer layer) {
    freeze(layer);
    chain.add(layer);
  }

  @Override
  public void add(InputPreProcessor form) {
    chain.add(form);
  }

  @Override
  public void branches(GraphVertex merge, List<Runnable> branches) {
    chain.branches(merge, branches);
  }

  private static void freeze(Layer layer) {
    layer.setConstraints(List.of());
    if (layer instanceof BaseWrapperLayer wrapper) {
      freeze(wrapper.getUnderlying());
    } else if (layer instanceof Bidirectional both) {
      freeze(both.getFwd());
      freeze(both.getBwd());
    } else if (layer instanceof AbstractSameDiffLayer graph) {
      graph.setUpdater(new Sgd(0));
      graph.setRegularization(List.of());
    } else if (layer instanceof BaseLayer weighted) {
      weighted.setIUpdater(new Sgd(0));
      weighted.setRegularization(List.of());
    }
    if (layer instanceof BatchNormalization batches) {
      batches.setDecay(1);
    }
  }
}
