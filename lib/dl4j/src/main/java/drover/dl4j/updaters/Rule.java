package drover.dl4j.updaters;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An updater of Drover's own: its constants, and the formula of one step. DL4J applies it to blocks
 * of parameters: consecutive ones whose updaters are equal, so the whole network, but for the cuts
 * that batch normalisation makes. What a formula does to "all" parameters it does to a block.
 *
 * <p>It is stored in a model's JSON by its fields, and read back through a constructor annotated
 * for that.
 */
public abstract class Rule implements IUpdater {

  private static final long serialVersionUID = 1L;

  private double learningRate;

  /** A rule with this learning rate. */
  protected Rule(double learningRate) {
    this.learningRate = learningRate;
  }

  /** How many state arrays it needs, each as long as the parameters; at least 1. */
  protected abstract int arrays();

  /** All its constants but for the learning rate: rules with the same ones are equal. */
  protected abstract double[] constants();

  /**
   * Makes a gradient the step that is subtracted from the parameters.
   *
   * @param gradient of the block's parameters; overwritten
   * @param state as many arrays as it needs, as long as the gradient; zeros before the first step
   * @param count number of this step, from 1
   * @param rate current learning rate
   */
  protected abstract void step(INDArray gradient, List<INDArray> state, int count, double rate);

  /** The learning rate in use, which a rule that learns its rate keeps in its state. */
  protected double rate(List<INDArray> state) {
    return learningRate;
  }

  @Override
  public long stateSize(long parameters) {
    return arrays() * parameters;
  }

  @Override
  public GradientUpdater<Rule> instantiate(INDArray view, boolean initialize) {
    RuleState state = new RuleState(this);
    state.setStateViewArray(view, view.shape(), view.ordering(), initialize);
    return state;
  }

  @Override
  public GradientUpdater<Rule> instantiate(Map<String, INDArray> state, boolean initialize) {
    RuleState updater = new RuleState(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRate;
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    if (schedule != null) {
      throw new UnsupportedOperationException(
          getClass().getSimpleName() + " takes no schedule: set its rate before each step");
    }
    learningRate = rate;
  }

  @Override
  public Rule clone() {
    try {
      return (Rule) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule rule
        && rule.getClass() == getClass()
        && rule.learningRate == learningRate
        && Arrays.equals(rule.constants(), constants());
  }

  @Override
  public int hashCode() {
    return Double.hashCode(learningRate) + 31 * Arrays.hashCode(constants());
  }
}
