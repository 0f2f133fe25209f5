package drover.dl4j;

import drover.dl4j.layers.Chain;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;

/** The chain of a network whose layers follow one another. */
final class SequentialChain implements Chain {

  private final ListBuilder list;
  private final List<InputPreProcessor> forms = new ArrayList<>();
  private int size;

  SequentialChain(ListBuilder list) {
    this.list = list;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void add(Layer layer) {
    if (!forms.isEmpty()) {
      list.inputPreProcessor(
          size,
          forms.size() == 1
              ? forms.get(0)
              : new ComposableInputPreProcessor(forms.toArray(InputPreProcessor[]::new)));
      forms.clear();
    }
    list.layer(layer);
    size++;
  }

  @Override
  public void add(InputPreProcessor form) {
    forms.add(form);
  }

  @Override
  public void branches(GraphVertex merge, List<Runnable> branches) {
    throw new IllegalStateException("a sequential network has no branches");
  }
}
