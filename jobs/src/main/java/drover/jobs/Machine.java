package drover.jobs;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** What this machine offers to trials. */
final class Machine {

  private static final double GIB = 1L << 30;

  private Machine() {}

  /** Lines for a person: cores, memory, and what trains networks. */
  static List<String> describe() {
    return List.of(
        "cores: " + Runtime.getRuntime().availableProcessors(),
        String.format(
            Locale.ROOT, "memory: %.1f GiB, driver's heap up to %.1f GiB", physical(), heap()),
        "java: " + Runtime.version() + " in " + System.getProperty("java.home"),
        "backend: " + drover.dl4j.Backend.describe());
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
