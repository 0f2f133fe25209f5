package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Sequence;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/**
 * A layer that carries a state from step to step: an LSTM with forget gates (Gers, Schmidhuber and
 * Cummins 2000), or the simple network of Elman 1990. (DL4J 1.0.0-M2.1 has no GRU.)
 *
 * @param kind {@link #LSTM} or {@link #RNN}
 * @param bidirectional true for a second layer that reads from the end, whose states are put behind
 *     the first's
 * @param vector true to give one vector: the state after the last step, or of two directions the
 *     largest of each number over the steps (Conneau et al. 2017)
 */
record Recurrent(
    String kind,
    int units,
    Activation activation,
    boolean bidirectional,
    boolean vector,
    WeightSettings own)
    implements LayerSettings {

  static final String LSTM = "lstm";
  static final String RNN = "rnn";

  static Recurrent read(Section section, String kind) {
    return new Recurrent(
        kind,
        (int) section.integer("units", 1, 65_536),
        Activations.read(section),
        section.flag("bidirectional"),
        false,
        WeightSettings.override(section));
  }

  @Override
  public String name() {
    return kind;
  }

  @Override
  public Recurrent before(boolean vector) {
    return new Recurrent(kind, units, activation, bidirectional, vector, own);
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return output(Sequence.of(input), vector);
  }

  private Shape output(Shape input, boolean vector) {
    long features = directions() * units;
    return vector
        ? new Shape.Flat(features)
        : new Sequence(Sequence.known(input).steps(), features);
  }

  private long directions() {
    return bidirectional ? 2 : 1;
  }

  @Override
  public Cost cost(Shape input) {
    Sequence sequence = Sequence.known(input);
    long gates = kind.equals(LSTM) ? 4 : 1;
    long weights = directions() * gates * units * (sequence.features() + units);
    long steps = sequence.steps();
    return Cost.of(
        weights + directions() * gates * units,
        steps * weights,
        steps * directions() * units * (gates == 4 ? 6 : 1)); // gates, cell and state
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    BaseRecurrentLayer.Builder<?> builder =
        kind.equals(LSTM)
            ? new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
            : new SimpleRnn.Builder();
    builder.nOut(units).activation(activation);
    Layer layer = own.orElse(weights).applyTo((BaseRecurrentLayer) builder.build());
    if (bidirectional) {
      chain.add(new Bidirectional(Bidirectional.Mode.CONCAT, layer));
      if (vector) {
        new GlobalPool(true).build(output(input, false), weights, chain);
      }
    } else {
      chain.add(vector ? new LastTimeStep(layer) : layer);
    }
  }
}
