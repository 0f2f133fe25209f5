package drover.dl4j.convolution;

import drover.dl4j.natives.NativeFloats;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's max-pooling layer, which remembers where the maxima were. */
final class FastMaxPooling extends SubsamplingLayer {

  private static final long serialVersionUID = 1L;

  private final transient Scratch scratch;

  /** Index in its image of each maximum of the last forward pass of training, of {@link #of}. */
  private transient int[] winners = {};

  private transient @Nullable INDArray of;

  FastMaxPooling(NeuralNetConfiguration configuration, DataType type, Scratch scratch) {
    super(configuration, type);
    this.scratch = scratch;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    of = null;
    if (input.rank() != 4 || !Layout.fits(input.shape())) {
      return super.activate(training, workspaces);
    }
    Axis[] axes = axes();
    if (!axes[0].covered() || !axes[1].covered()) {
      return super.activate(training, workspaces);
    }
    int examples = (int) input.size(0);
    Maxima maxima = maxima(axes);
    if (winners.length < examples * maxima.length()) {
      winners = new int[examples * maxima.length()];
    }
    long[] shape = {examples, input.size(1), axes[0].positions(), axes[1].positions()};
    INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    NativeFloats from = NativeFloats.of(Layout.plain(input.castTo(dataType)));
    NativeFloats to = NativeFloats.of(output);
    int[] image = scratch.bits(Scratch.Bits.VALUES, maxima.imageLength());
    int[] values = scratch.bits(Scratch.Bits.OTHERS, maxima.length());
    for (int i = 0; i < examples; i++) {
      from.getBits(i * maxima.imageLength(), image, maxima.imageLength());
      Maxima.exchange(image, maxima.imageLength());
      maxima.find(image, values, winners, i * maxima.length());
      Maxima.exchange(values, maxima.length());
      to.putBits(i * maxima.length(), values, maxima.length());
    }
    of = training ? input : null;
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (of == null || of != input) {
      return super.backpropGradient(epsilon, workspaces);
    }
    of = null;
    Maxima maxima = maxima(axes());
    INDArray below =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    NativeFloats from = NativeFloats.of(Layout.plain(epsilon.castTo(dataType)));
    NativeFloats to = NativeFloats.of(below);
    float[] image = scratch.floats(Scratch.Floats.IMAGE, maxima.imageLength());
    float[] values = scratch.floats(Scratch.Floats.FILTERS, maxima.length());
    for (int i = 0; i < input.size(0); i++) {
      from.get(i * maxima.length(), values, maxima.length());
      Arrays.fill(image, 0, maxima.imageLength(), 0);
      int start = i * maxima.length();
      for (int k = 0; k < maxima.length(); k++) {
        image[winners[start + k]] += values[k];
      }
      to.put(i * maxima.imageLength(), image, maxima.imageLength());
    }
    return new Pair<>(new DefaultGradient(), below);
  }

  @Override
  public void clear() {
    super.clear();
    of = null;
  }

  private Axis[] axes() {
    return Axis.of(
        input,
        layerConf().getKernelSize(),
        layerConf().getStride(),
        layerConf().getPadding(),
        layerConf().getDilation(),
        convolutionMode);
  }

  private Maxima maxima(Axis[] axes) {
    return new Maxima((int) input.size(1), axes[0], axes[1]);
  }
}
