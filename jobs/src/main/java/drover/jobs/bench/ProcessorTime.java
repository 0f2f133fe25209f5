package drover.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The time that processors spent on this JVM, all its threads together. */
final class ProcessorTime {

  private ProcessorTime() {}

  /** Nanoseconds since the JVM's start. */
  static long nanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
