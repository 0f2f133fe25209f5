package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.UnusableStudyException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Does what its setting {@code do} says: good things and bad. */
public final class TestObjective implements Objective {

  /** What it holds on to, from trial to trial. */
  private static final List<Object> HELD = new ArrayList<>();

  private static Object[] chain = {};

  private static final String NOISE = "{\"run\": 1}\n\u0000\u0002 no line";

  private int instanceTrials;

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws Exception {
    instanceTrials++;
    context.report(1, Map.of("value", 2.0, "noise", Double.NaN));
    String deed = context.settings().text("do");
    switch (deed) {
      case "score" -> {}
      case "measure" -> Files.writeString(context.model(), "weights");
      case "diverge" -> {
        return context.score(Map.of("value", Double.NaN));
      }
      case "score twice" -> {
        return new Outcome.Scored(List.of(1.0, 2.0), Map.of());
      }
      case "read" -> {
        return context.score(
            Map.of("value", (double) Files.readString(context.local("data.csv")).length()));
      }
      case "repeat" -> {
        String text = context.settings().text("text");
        return new Outcome.Infeasible(text);
      }
      case "refuse the data" -> throw new UnusableStudyException("data.csv:3: 7 columns, 8 above");
      case "miss a class" -> throw new NoClassDefFoundError("drover/no/such");
      case "load a library" -> Native.load();
      case "load it once more" -> {
        assertThatThrownBy(Native::load).isInstanceOf(UnsatisfiedLinkError.class);
        Native.load();
      }
      case "throw" -> throw new IllegalArgumentException("kernel larger than its input");
      case "misread" -> context.settings().text("missing");
      case "overflow" -> overflow(0);
      case "no native memory" ->
          throw new OutOfMemoryError("Physical memory usage is too high: physicalBytes (2G) > 1G");
      case "wrapped" -> throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
      case "measure and report on" -> {
        Files.writeString(context.model(), "weights");
        new Thread(() -> reportOn(context)).start();
      }
      case "report elsewhere" -> {
        new Thread(() -> context.report(2, Map.of("value", 1.0))).start();
        Thread.sleep(600_000);
      }
      case "rest" -> Thread.sleep(100);
      case "report on" -> {
        for (int step = 2; ; step++) {
          context.report(step, Map.of("value", 1.0 / step));
          Thread.sleep(10);
        }
      }
      case "sleep" -> {
        Files.createFile(context.model());
        Thread.sleep(600_000);
      }
      default -> misbehave(deed, context);
    }
    context.report(2, Map.of("value", 1.0));
    return context.score(
        Map.of("value", 1.0, "pid", (double) pid(), "trials", (double) instanceTrials));
  }

  @Override
  public Map<String, Double> test(Trial trial, TrialContext context) throws Exception {
    switch (context.settings().text("do")) {
      case "sleep" -> Thread.sleep(600_000);
      case "spin", "segv" -> misbehave(context.settings().text("do"), context);
      default -> {}
    }
    String model = Files.readString(context.model());
    return Map.of("length", (double) model.length(), "noise", Double.NaN);
  }

  /** A class that needs native code which the machine does not have. */
  private static final class Native {
    static {
      System.loadLibrary("drover-no-such");
    }

    private static void load() {}
  }

  /** Long after the trial's end. */
  private static void reportOn(TrialContext context) {
    for (int i = 0; i < 20_000; i++) {
      context.report(99, Map.of("value", 0.0));
      LockSupport.parkNanos(5_000);
    }
  }

  /** Deeds that only a process of its own survives, if at all. */
  private static void misbehave(String deed, TrialContext context) throws Exception {
    switch (deed) {
      case "segv" -> segv();
      case "abort", "kill", "segv from outside" ->
          shell("kill -" + Map.of("abort", "ABRT", "kill", "KILL").getOrDefault(deed, "SEGV"));
      case "exit" -> System.exit(3);
      case "exit 0" -> System.exit(0);
      case "garbage" -> {
        new FileOutputStream(FileDescriptor.out).write(NOISE.getBytes(StandardCharsets.UTF_8));
        System.out.print("{\"ready\": true}");
        System.err.println("näh");
        shell("echo from fd 1; echo from fd 2 >&2; true");
        segv();
      }
      case "say" -> System.out.print(context.settings().text("text"));
      case "fill heap" -> fillHeap();
      case "fill heap in a thread" -> {
        new Thread(TestObjective::fillHeap).start();
        Thread.sleep(600_000);
      }
      case "fill buffers" -> {
        while (true) {
          HELD.add(ByteBuffer.allocateDirect(1 << 22));
        }
      }
      case "fill native memory" -> fillNativeMemory();
      case "hold 100 MB" ->
          HELD.add(ByteBuffer.allocateDirect(100_000_000)); // touched: it is zeroed
      case "hold on" -> {
        try {
          context.report(2, Map.of("value", 1.0));
        } catch (Error stopped) {
          spin();
        }
      }
      case "spin" -> {
        Files.writeString(Path.of(context.model() + ".pid"), "" + pid());
        spin();
      }
      default -> throw new IllegalArgumentException(deed);
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? depth : overflow(depth + 1) + 1;
  }

  /** To the last byte, and holds it. */
  private static void fillHeap() {
    while (true) {
      chain = new Object[] {chain};
    }
  }

  private static void segv() throws ReflectiveOperationException {
    Object unsafe = unsafe();
    unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 8L, 1L);
  }

  /** As a native library does it: neither the heap's limit nor that of buffers applies. */
  private static void fillNativeMemory() throws ReflectiveOperationException {
    Object unsafe = unsafe();
    Method allocate = unsafe.getClass().getMethod("allocateMemory", long.class);
    Method fill = unsafe.getClass().getMethod("setMemory", long.class, long.class, byte.class);
    while (true) {
      fill.invoke(unsafe, allocate.invoke(unsafe, 1L << 20), 1L << 20, (byte) 1);
    }
  }

  private static Object unsafe() throws ReflectiveOperationException {
    Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return field.get(null);
  }

  /** Runs a shell command with this process's id as its last word. */
  private static void shell(String command) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", command + " " + pid()).inheritIO().start().waitFor();
    if (command.startsWith("kill")) {
      Thread.sleep(600_000);
    }
  }

  /** Without end, in loops that a compiler may leave without an occasion to stop. */
  private static void spin() {
    int sum = 0;
    while (sum != 1) {
      for (int i = 1; i < Integer.MAX_VALUE; i++) {
        sum += (i ^ sum) % 7 + 1000 % i;
      }
      sum |= 2;
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
