package drover.dl4j.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Lookahead (Zhang et al. 2019, algorithm 1) around another updater: after each k fast steps the
 * slow weights go α of the way to the fast ones, which begin there anew. An updater sees no
 * weights, so the state keeps how far the fast ones are from the slow ones; a decay of weights
 * beside the updater moves both.
 */
public final class Lookahead implements IUpdater {

  private static final long serialVersionUID = 1L;

  private final IUpdater inner;
  private final int k;
  private final double alpha;

  /**
   * A rule.
   *
   * @param inner makes the fast steps
   * @param k fast steps to a slow one, at least 1
   * @param alpha share of the way that slow weights go, in (0, 1]
   */
  public Lookahead(
      @JsonProperty("inner") IUpdater inner,
      @JsonProperty("k") int k,
      @JsonProperty("alpha") double alpha) {
    this.inner = inner;
    this.k = k;
    this.alpha = alpha;
  }

  IUpdater inner() {
    return inner;
  }

  /** The same around another updater. */
  Lookahead around(IUpdater other) {
    return new Lookahead(other, k, alpha);
  }

  @Override
  public long stateSize(long parameters) {
    return inner.stateSize(parameters) + parameters;
  }

  @Override
  public GradientUpdater<Lookahead> instantiate(INDArray view, boolean initialize) {
    INDArray flat = view.reshape(view.length());
    long parameters = flat.length() / stateSize(1);
    INDArray displacement = flat.get(NDArrayIndex.interval(0, parameters));
    if (initialize) {
      displacement.assign(0);
    }
    INDArray rest =
        parameters == flat.length()
            ? null
            : flat.get(NDArrayIndex.interval(parameters, flat.length()));
    return new State(this, displacement, inner.instantiate(rest, initialize));
  }

  @Override
  public GradientUpdater<Lookahead> instantiate(Map<String, INDArray> state, boolean initialize) {
    throw new UnsupportedOperationException("its state is one view");
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return inner.getLearningRate(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return inner.hasLearningRate();
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    inner.setLrAndSchedule(rate, schedule);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // the inner one changes, and is to be its own
  public Lookahead clone() {
    return around(inner.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lookahead that
        && inner.equals(that.inner)
        && k == that.k
        && alpha == that.alpha;
  }

  @Override
  public int hashCode() {
    return inner.hashCode() + 31 * k + Double.hashCode(alpha);
  }

  /** The state for one block of parameters. */
  static final class State implements GradientUpdater<Lookahead> {

    private final Lookahead config;
    private final INDArray displacement;
    private final GradientUpdater<?> fast;

    private State(Lookahead config, INDArray displacement, GradientUpdater<?> fast) {
      this.config = config;
      this.displacement = displacement;
      this.fast = fast;
    }

    /** The updater that makes the fast steps. */
    GradientUpdater<?> fast() {
      return fast;
    }

    @Override
    public Lookahead getConfig() {
      return config;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      fast.applyUpdater(gradient, iteration, epoch);
      displacement.subi(gradient);
      if ((iteration + 1) % config.k == 0) {
        // From fast = slow + displacement to slow + alpha · displacement.
        gradient.addi(displacement.muli(1 - config.alpha));
        displacement.assign(0);
      }
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      throw new UnsupportedOperationException("its state is one view");
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of("displacement", displacement);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
      throw new UnsupportedOperationException("its state is one view, given to its constructor");
    }
  }
}
