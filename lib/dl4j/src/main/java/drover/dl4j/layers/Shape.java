package drover.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * What flows between layers for one example. Networks take every example as one flat row, but for
 * sequences, which they take as [features, steps].
 */
public sealed interface Shape {

  /** How many numbers it holds. */
  long size();

  /** How many of them belong to one place: channels of a pixel, features of a step. */
  long channels();

  /** DL4J's name of the shape for a network whose input it is. */
  InputType inputType();

  /** A vector of numbers without further order. */
  record Flat(long size) implements Shape {
    @Override
    public long channels() {
      return size;
    }

    @Override
    public InputType inputType() {
      return InputType.feedForward(size);
    }

    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /** An image; as a flat row it lies channel by channel, each row by row. */
  record Image(long height, long width, long channels) implements Shape {
    @Override
    public long size() {
      return height * width * channels;
    }

    @Override
    public InputType inputType() {
      return InputType.convolutionalFlat(height, width, channels);
    }

    @Override
    public String toString() {
      return height + "x" + width;
    }
  }

  /**
   * A sequence of vectors; as a flat row it lies feature by feature, each step after step. Shorter
   * ones end with zeros, which a mask tells from data.
   */
  record Sequence(long steps, long features) implements Shape {

    /** The shape, if it is a sequence. */
    static Sequence of(Shape shape) throws InfeasibleException {
      if (shape instanceof Sequence sequence) {
        return sequence;
      }
      String what = shape instanceof Image ? "an image of " : "a vector of ";
      throw new InfeasibleException("its input is " + what + shape + ", not a sequence");
    }

    /** How DL4J lays it out. */
    List<Long> form() {
      return List.of(features, steps);
    }

    /** The shape, which is known to be a sequence. */
    static Sequence known(Shape shape) {
      return (Sequence) shape;
    }

    @Override
    public long size() {
      return steps * features;
    }

    @Override
    public long channels() {
      return features;
    }

    @Override
    public InputType inputType() {
      return InputType.recurrent(features, steps);
    }

    @Override
    public String toString() {
      return steps + " steps of " + features;
    }
  }

  /**
   * A text: for each step the place of its token in the vocabulary, from 0. Masked as sequences.
   */
  record Tokens(long steps, long vocabulary) implements Shape {
    @Override
    public long size() {
      return steps;
    }

    @Override
    public long channels() {
      return 1;
    }

    @Override
    public InputType inputType() {
      return InputType.recurrent(vocabulary, steps);
    }

    @Override
    public String toString() {
      return steps + " tokens";
    }
  }
}
