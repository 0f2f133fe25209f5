package drover.jobs;

import drover.dl4j.Backend;
import drover.dl4j.Gpu;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a machine offers to trials.
 *
 * @param lines for a person: cores, memory, and what trains networks
 * @param unsupported why its GPUs cannot be computed on, one sentence for each such GPU
 */
record Machine(List<String> lines, List<String> unsupported) implements Serializable {

  private static final double GIB = 1L << 30;

  /**
   * This machine.
   *
   * @param gpu true if trials want a GPU, false if only a build for GPUs does
   */
  static Machine here(boolean gpu) {
    List<Gpu> gpus = Gpu.find();
    List<String> unsupported = Gpu.obstacles(gpus, gpu);
    List<String> lines = new ArrayList<>();
    lines.add("cores: " + Runtime.getRuntime().availableProcessors());
    lines.add(
        String.format(
            Locale.ROOT, "memory: %.1f GiB, this JVM's heap up to %.1f GiB", physical(), heap()));
    lines.add("java: " + Runtime.version() + " in " + System.getProperty("java.home"));
    gpus.forEach(one -> lines.add("gpu: " + one));
    if ((gpu || Backend.isCuda()) && gpus.isEmpty()) {
      lines.add("gpu: nvidia-smi finds none");
    }
    if (unsupported.isEmpty()) {
      lines.add("backend: " + backend(gpu));
    }
    return new Machine(List.copyOf(lines), unsupported);
  }

  private static String backend(boolean gpu) {
    String note = gpu && !Backend.isCuda() ? "; for GPUs build with mvn -Pcuda" : "";
    try {
      return Backend.describe() + note;
    } catch (RuntimeException | LinkageError e) {
      return "cannot start: " + e;
    }
  }

  private static double heap() {
    return Runtime.getRuntime().maxMemory() / GIB;
  }

  private static double physical() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() / GIB
        : Double.NaN;
  }
}
