package drover.dl4j.updaters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** The state of a {@link Rule} for one block of parameters: views of the network's state array. */
final class RuleState implements GradientUpdater<Rule> {

  private final Rule rule;
  private List<INDArray> arrays = List.of();

  RuleState(Rule rule) {
    this.rule = rule;
  }

  /** The learning rate in use. */
  double rate() {
    return rule.rate(arrays);
  }

  @Override
  public Rule getConfig() {
    return rule;
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    rule.step(gradient, arrays, iteration + 1, rule.getLearningRate(iteration, epoch));
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    if (initialize) {
      view.assign(0);
    }
    INDArray flat = view.reshape(view.length());
    long length = view.length() / rule.arrays();
    List<INDArray> parts = new ArrayList<>();
    for (int i = 0; i < rule.arrays(); i++) {
      parts.add(flat.get(NDArrayIndex.interval(i * length, (i + 1) * length)));
    }
    arrays = parts;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    arrays = List.copyOf(new TreeMap<>(state).values());
    if (initialize) {
      arrays.forEach(array -> array.assign(0));
    }
  }

  @Override
  public Map<String, INDArray> getState() {
    Map<String, INDArray> state = new TreeMap<>();
    for (int i = 0; i < arrays.size(); i++) {
      state.put(String.valueOf(i), arrays.get(i));
    }
    return state;
  }
}
