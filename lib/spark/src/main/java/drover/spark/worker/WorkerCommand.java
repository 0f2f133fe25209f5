package drover.spark.worker;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a worker process is started: the same Java and the same classes as its executor. */
public final class WorkerCommand {

  /**
   * Leaves the standard streams to whatever prints or reads there, and moves the pipes of calls and
   * replies to 4 and 3. The signals that a terminal or a scheduler sends to all processes of a
   * group are the executor's to answer (HotSpot leaves ignored signals ignored). No core files.
   */
  private static final String SHELL =
      "ulimit -c 0; trap '' HUP INT TERM; exec \"$0\" \"$@\" 3>&1 1>&2 4<&0 </dev/null";

  private static final String NATIVES = "org.bytedeco.javacpp.cachedir";

  private WorkerCommand() {}

  /**
   * A builder of worker processes.
   *
   * @param threads of OpenMP, with which native code computes: at least 1
   * @param gpus addresses of the GPUs that the process sees; empty: whatever there is
   * @param scratch an existing folder for the process's files
   */
  static ProcessBuilder of(WorkerSettings settings, int threads, List<String> gpus, Path scratch)
      throws IOException {
    List<String> arguments = new ArrayList<>(flags(settings, scratch));
    arguments.addAll(settings.javaOptions());
    arguments.add("-cp");
    arguments.add(String.join(":", classpath()));
    arguments.add(WorkerMain.class.getName());
    arguments.add(String.valueOf(settings.footprint()));
    Path file = scratch.resolve("worker.args");
    // The launcher hands the bytes on as they are; they must be what file names are made of.
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    Files.write(file, arguments.stream().map(WorkerCommand::quoted).toList(), names);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh", "-c", SHELL, System.getProperty("java.home") + "/bin/java", "@" + file);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    if (!gpus.isEmpty()) {
      // Numbered as nvidia-smi does, which finds the addresses, and not by speed.
      builder.environment().put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      builder.environment().put("CUDA_VISIBLE_DEVICES", String.join(",", gpus));
    }
    // Meant for the executor: its heap size, its debugger's port.
    builder
        .environment()
        .keySet()
        .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    return builder;
  }

  /**
   * The JVM's flags: also for a process that a worker is to be compared with.
   *
   * @param scratch an existing folder for the process's files
   */
  public static List<String> flags(WorkerSettings settings, Path scratch) throws IOException {
    return List.of(
        "-Xmx" + settings.heap(),
        "-XX:MaxDirectMemorySize=" + settings.offHeap(),
        // The memory watch does better.
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        // One trial at a time: a concurrent collector only takes cores from other workers. Training
        // a small network takes 27 s of processor time under this one and 38 s under G1.
        "-XX:+UseSerialGC",
        // A counted loop without safepoints held the end of its process back for 9 s, after the
        // executor had gone.
        "-XX:+UseCountedLoopSafepoints",
        "-XX:LoopStripMiningIter=1000",
        // Crash reports would land in the user's folder.
        "-XX:ErrorFile=" + scratch.resolve("hs_err_%p.log"),
        "-Dorg.deeplearning4j.crash.reporting.enabled=false",
        "-D" + NATIVES + "=" + natives(scratch),
        "-Dfile.encoding=UTF-8");
  }

  /**
   * Where JavaCPP unpacks native libraries, several hundred megabytes: once per user and machine,
   * but never in a folder that another user could have put there.
   */
  private static Path natives(Path scratch) throws IOException {
    String set = System.getProperty(NATIVES);
    if (set != null) {
      return Path.of(set);
    }
    String user = System.getProperty("user.name", "");
    Path shared = temporary().resolve("drover-natives-" + user);
    if (!Files.exists(shared)) {
      Files.createDirectories(
          shared,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return Files.getOwner(shared).equals(Files.getOwner(scratch)) ? shared : scratch;
  }

  /** In a container of YARN the application's folder on the machine: Java's is the container's. */
  private static Path temporary() {
    String yarn = System.getenv("CONTAINER_ID") == null ? null : System.getenv("LOCAL_DIRS");
    return yarn == null
        ? Path.of(System.getProperty("java.io.tmpdir"))
        : Path.of(yarn.split(",", 2)[0]);
  }

  /**
   * What the calling thread can load classes from, parents first as class loaders ask: the
   * application's jars are in the context class loader on some clusters and on the class path on
   * others.
   */
  private static List<String> classpath() {
    Set<String> parents = new LinkedHashSet<>();
    String own = System.getProperty("java.class.path", "");
    for (String entry : own.split(":", -1)) {
      addExisting(parents, Path.of(entry));
    }
    List<URLClassLoader> loaders = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        loaders.add(0, urls);
      }
    }
    for (URLClassLoader urls : loaders) {
      Arrays.stream(urls.getURLs())
          .filter(url -> url.getProtocol().equals("file"))
          .forEach(url -> addExisting(parents, path(url)));
    }
    return List.copyOf(parents);
  }

  private static Path path(URL url) {
    return Path.of(URI.create(url.toString().replace(" ", "%20")));
  }

  private static void addExisting(Set<String> entries, Path entry) {
    Path path = entry.toAbsolutePath();
    if (Files.exists(path)) {
      entries.add(path.toString());
    }
  }

  /** An argument as the launcher's argument files want it. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
