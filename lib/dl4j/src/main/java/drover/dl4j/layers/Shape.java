package drover.dl4j.layers;

import org.deeplearning4j.nn.conf.inputs.InputType;

/** What flows between layers for one example. Networks take every example as one flat row. */
public sealed interface Shape {

  /** How many numbers it holds. */
  long size();

  /** DL4J's name of the shape for a network whose input it is. */
  InputType inputType();

  /** A vector of numbers without further order. */
  record Flat(long size) implements Shape {
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
}
