package drover.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.UnusableStudyException;
import drover.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.hdf5.global.hdf5;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer.DimOrder;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasConvolution1D;
import org.deeplearning4j.nn.modelimport.keras.layers.core.KerasFlatten;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The weights of a model of Keras 2 whose layers follow one another, in the HDF5 file that its
 * {@code save} writes. DL4J's import reads it; what it gives are the tensors of the same layers in
 * a network of Drover, which has the channels of an image before its rows.
 */
final class KerasFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** How many bytes of a file tell whether it is HDF5. */
  static final int START = SIGNATURE.length;

  /** Keeps the logarithm of a variance of 0 finite. */
  private static final double LEAST_VARIANCE = 1e-10;

  private KerasFile() {}

  /** True if these are the first bytes of an HDF5 file, {@link #START} of them. */
  static boolean isHdf5(byte[] start) {
    return Arrays.equals(start, SIGNATURE);
  }

  /**
   * The tensors of each layer that has any, in the layers' order.
   *
   * @throws UnusableStudyException if it is no such model; the message says why, but not which file
   */
  static List<Map<String, INDArray>> read(Path file) {
    try (KerasModelBuilder builder = new KerasModel().modelBuilder()) {
      synchronized (Hdf5Archive.LOCK_OBJECT) {
        hdf5.H5Eset_auto2(hdf5.H5E_DEFAULT(), null, null); // it prints to stderr besides
      }
      builder.modelHdf5Filename(file.toString()).enforceTrainingConfig(false);
      JsonNode model = Json.parse(builder.getModelJson());
      String version = model.path("keras_version").asText();
      if (!version.startsWith("2")) {
        throw new UnusableStudyException(
            "is of Keras " + version + "; DL4J imports those of Keras 2");
      }
      boolean sequential = model.path("class_name").asText().equals("Sequential");
      return layers(sequential ? builder.buildSequential() : builder.buildModel());
    } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
      throw new UnusableStudyException(
          "is no model as Keras 2 saves it that DL4J can import: " + e.getMessage(), e);
    } catch (UnusableStudyException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnusableStudyException("is damaged, or no HDF5 file: " + e.getMessage(), e);
    }
  }

  private static List<Map<String, INDArray>> layers(KerasModel model) {
    List<Map<String, INDArray>> all = new ArrayList<>();
    Set<String> followed = new HashSet<>();
    long channels = 0; // of what was flattened, until a layer mixes the numbers
    for (KerasLayer layer : model.getLayersOrdered()) {
      List<String> before = layer.getInboundLayerNames();
      boolean shared = !before.isEmpty() && !followed.addAll(before);
      if (shared || before.size() > 1) {
        throw new UnusableStudyException(
            "has branches at " + layer.getLayerName() + "; only layers in a row are taken over");
      }
      if (layer instanceof KerasFlatten) {
        InputType flattened = Objects.requireNonNull(model.getOutputTypes().get(before.get(0)));
        channels = channels(flattened, layer.getDimOrder());
      }
      Map<String, INDArray> weights = layer.getWeights();
      if (weights != null && !weights.isEmpty()) {
        all.add(tensors(layer, weights, channels));
        channels = 0;
      }
    }
    return all;
  }

  /** How many channels lie last in what is flattened; 0 if they do not lie last. */
  private static long channels(@Nullable InputType type, DimOrder order) {
    if (type instanceof InputType.InputTypeConvolutional image) {
      return order == DimOrder.THEANO ? 0 : image.getChannels();
    }
    return type instanceof InputType.InputTypeRecurrent sequence ? sequence.getSize() : 0;
  }

  private static Map<String, INDArray> tensors(
      KerasLayer layer, Map<String, INDArray> weights, long channels) {
    Map<String, INDArray> tensors = new HashMap<>(weights);
    if (layer instanceof KerasConvolution1D) {
      tensors.computeIfPresent(DefaultParamInitializer.WEIGHT_KEY, (name, w) -> asDl4jHasIt(w));
    }
    if (channels > 0) {
      tensors.computeIfPresent(
          DefaultParamInitializer.WEIGHT_KEY, (name, matrix) -> channelsFirst(matrix, channels));
    }
    INDArray variance = tensors.remove(BatchNormalizationParamInitializer.GLOBAL_VAR);
    if (variance != null) {
      INDArray deviation = Transforms.sqrt(Transforms.max(variance, LEAST_VARIANCE));
      tensors.put(
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD, Transforms.log(deviation, 10, false));
    }
    return tensors;
  }

  /**
   * The kernel of a convolution of sequences, [steps, features, filters, 1]: DL4J gives the same
   * numbers in the same order the shape [filters, features, steps, 1].
   */
  private static INDArray asDl4jHasIt(INDArray kernel) {
    return kernel.reshape('c', kernel.size(2), kernel.size(1), kernel.size(0), 1);
  }

  /** The rows of a matrix in the order of numbers that are flattened channel by channel. */
  private static INDArray channelsFirst(INDArray matrix, long channels) {
    long places = matrix.size(0) / channels;
    try (matrix) {
      return matrix
          .reshape('c', places, channels, matrix.size(1))
          .permute(1, 0, 2)
          .dup('c')
          .reshape('c', matrix.shape());
    }
  }
}
