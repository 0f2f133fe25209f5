package drover.dl4j;

import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** What ND4J computes with on this machine. */
public final class Backend {

  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  private Backend() {}

  /** True if Drover was built to compute on GPUs ({@code -Pcuda}). Loads no native code. */
  public static boolean isCuda() {
    try {
      Class<?> unused = Class.forName(CUDA, false, Backend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException cpu) {
      return false;
    }
  }

  /** For example {@code CpuBackend, Linux, openblas}. Loads the native code: about a second. */
  public static String describe() {
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    return "%s, %s, %s"
        .formatted(
            Nd4j.getBackend().getClass().getSimpleName(),
            environment.getProperty("os"),
            environment.getProperty("blas.vendor"));
  }
}
