package drover.dl4j.convolution;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's convolution layer, computed by {@link ImageProducts}. */
final class FastConvolution extends ConvolutionLayer {

  private static final long serialVersionUID = 1L;

  private final transient Scratch scratch;
  private final boolean passesGradients;

  /** What the backward pass needs of the training's forward pass: null before it and after use. */
  private transient @Nullable Forward forward;

  /**
   * A layer without parameters as yet.
   *
   * @param passesGradients false if no layer before it learns: the gradient of its input is then 0
   */
  FastConvolution(
      NeuralNetConfiguration configuration,
      DataType type,
      Scratch scratch,
      boolean passesGradients) {
    super(configuration, type);
    this.scratch = scratch;
    this.passesGradients = passesGradients;
  }

  /**
   * A forward pass.
   *
   * @param sums before the activation; a copy, as a next layer's dropout changes its input in place
   */
  private record Forward(INDArray input, INDArray sums) {}

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    validateInputRank();
    validateInputDepth(layerConf().getNIn());
    Axis[] axes = axes();
    long[] shape = {input.size(0), layerConf().getNOut(), axes[0].positions(), axes[1].positions()};
    forward = null;
    if (!Layout.fits(input.shape()) || !Layout.fits(shape)) {
      return super.activate(training, workspaces);
    }
    applyDropOutIfNecessary(training, workspaces);
    INDArray sums = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    INDArray activations =
        training
            ? workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c')
            : sums;
    products(axes, training, workspaces).forward(sums, rectifies() ? activations : null);
    if (training) {
      forward = new Forward(input, sums);
    }
    if (rectifies()) {
      return activations;
    }
    if (training) {
      activations.assign(sums);
    }
    return layerConf().getActivationFn().getActivation(activations, training);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (forward == null || forward.input() != input) {
      return super.backpropGradient(epsilon, workspaces);
    }
    INDArray above = epsilon.castTo(dataType);
    INDArray sums = forward.sums();
    if (!rectifies()) {
      IActivation activation = layerConf().getActivationFn();
      above = activation.backprop(sums, above).getFirst();
    }
    Gradient gradient = new DefaultGradient();
    INDArray weightGradient = gradientView(ConvolutionParamInitializer.WEIGHT_KEY);
    INDArray biasGradient = null;
    if (hasBias()) {
      biasGradient = gradientView(ConvolutionParamInitializer.BIAS_KEY);
      gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
    }
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
    INDArray below =
        passesGradients
            ? workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c')
            : workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    products(axes(), true, workspaces)
        .backward(
            Layout.plain(above),
            rectifies() ? sums : null,
            weightGradient,
            biasGradient,
            passesGradients ? below : null);
    forward = null;
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(below));
  }

  @Override
  public void clear() {
    super.clear();
    forward = null;
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

  private ImageProducts products(Axis[] axes, boolean training, LayerWorkspaceMgr workspaces) {
    return new ImageProducts(
        scratch,
        axes,
        Layout.plain(input.castTo(dataType)),
        parameter(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaces),
        hasBias() ? parameter(ConvolutionParamInitializer.BIAS_KEY, training, workspaces) : null);
  }

  private INDArray gradientView(String name) {
    return Objects.requireNonNull(gradientViews.get(name));
  }

  private INDArray parameter(String name, boolean training, LayerWorkspaceMgr workspaces) {
    return Layout.plain(getParamWithNoise(name, training, workspaces));
  }

  /** Whether the activation is max(x, 0), which the products' loops do on the way. */
  private boolean rectifies() {
    return layerConf().getActivationFn() instanceof ActivationReLU relu
        && relu.getMax() == null
        && relu.getThreshold() == null
        && relu.getNegativeSlope() == null;
  }
}
