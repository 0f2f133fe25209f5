package drover.dl4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An NVIDIA GPU of this machine.
 *
 * @param name such as {@code NVIDIA A100-SXM4-80GB}
 * @param driver the driver's version
 * @param capability its compute capability, such as 8.0
 */
public record Gpu(String name, String driver, double capability) implements Serializable {

  /** Asks the driver for one line of name, version and capability for each GPU. */
  private static final List<String> QUERY =
      List.of("nvidia-smi", "--query-gpu=name,driver_version,compute_cap", "--format=csv,noheader");

  private static final double OLDEST = 3.7;
  private static final double NEWEST = 8.9;

  /** The GPUs of this machine; none where there is no NVIDIA driver. */
  public static List<Gpu> find() {
    return find(QUERY);
  }

  /** Those that a command lists as {@code nvidia-smi} does. */
  static List<Gpu> find(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        return lines.lines().map(line -> line.split(",")).filter(Gpu::isGpu).map(Gpu::of).toList();
      }
    } catch (IOException noDriver) {
      return List.of();
    }
  }

  private static boolean isGpu(String[] fields) {
    return fields.length == 3 && fields[2].strip().matches("\\d+\\.\\d+");
  }

  private static Gpu of(String[] fields) {
    return new Gpu(fields[0].strip(), fields[1].strip(), Double.parseDouble(fields[2].strip()));
  }

  /** True if ND4J has kernels for it. */
  public boolean isSupported() {
    return capability >= OLDEST && capability <= NEWEST;
  }

  /**
   * Why trials cannot compute on some of these GPUs, a sentence for each that ND4J has no kernels
   * for; empty if nothing is to compute on them.
   *
   * @param wanted true if trials want a GPU; a build for GPUs wants one in any case
   */
  public static List<String> obstacles(List<Gpu> gpus, boolean wanted) {
    return wanted || Backend.isCuda()
        ? gpus.stream().filter(gpu -> !gpu.isSupported()).map(Gpu::unsupported).toList()
        : List.of();
  }

  /** Why ND4J cannot compute on one that is not supported, in one sentence. */
  public String unsupported() {
    return "%s has compute capability %s, and ND4J 1.0.0-M2.1 has kernels for %s to %s only (%s)"
        .formatted(
            name,
            capability,
            OLDEST,
            NEWEST,
            capability > NEWEST
                ? "none for Hopper and later: take an older GPU, or train on the CPU"
                : "take a newer GPU, or train on the CPU");
  }

  @Override
  public String toString() {
    return "%s, driver %s, compute capability %s".formatted(name, driver, capability);
  }
}
