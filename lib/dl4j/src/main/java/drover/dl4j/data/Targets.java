package drover.dl4j.data;

import java.util.Arrays;
import java.util.List;

/** What a network is to say of examples: their classes, or one number each. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Targets {

  /** How many examples there are. */
  int size();

  /** How many numbers the network's output has for one example. */
  int width();

  /** Writes what the output of one example should be to {@code target}, from index 0. */
  void read(int example, float[] target);

  /** The targets at these places, in this order. */
  Targets at(int[] places);

  /**
   * Classes: the output is a probability for each.
   *
   * @param labels index of each example's class
   * @param names names of the classes, in order
   */
  record Classes(int[] labels, List<String> names) implements Targets {
    public Classes {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int width() {
      return names.size();
    }

    @Override
    public void read(int example, float[] target) {
      Arrays.fill(target, 0, width(), 0);
      target[labels[example]] = 1;
    }

    @Override
    public Classes at(int[] places) {
      return new Classes(Arrays.stream(places).map(place -> labels[place]).toArray(), names);
    }
  }

  /**
   * Numbers: the output is one, in units in which the training part has mean 0 and deviation 1.
   *
   * @param values as the source has them
   * @param mean of the training part
   * @param deviation of the training part; more than 0
   */
  record Numbers(double[] values, double mean, double deviation) implements Targets {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void read(int example, float[] target) {
      target[0] = (float) ((values[example] - mean) / deviation);
    }

    @Override
    public Numbers at(int[] places) {
      return new Numbers(
          Arrays.stream(places).mapToDouble(place -> values[place]).toArray(), mean, deviation);
    }

    /** An output of the network in the units of the source. */
    public double value(float output) {
      return mean + deviation * output;
    }
  }
}
