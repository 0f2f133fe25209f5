package drover.spark;

import static java.util.concurrent.TimeUnit.SECONDS;

import drover.core.Checkpoint;
import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Does what its trial's params say: {@code do} names the act, {@code loss} is what it scores, and
 * {@code path} a file or folder that trial and test share.
 */
public final class ScriptedObjective implements Objective {

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws Exception {
    String act = trial.params().find("do").map(Object::toString).orElse("score");
    return switch (act) {
      case "score" -> score(trial, context);
      case "rest" -> rest(trial, context);
      case "spoil" -> spoil(context);
      case "infeasible" -> new Outcome.Infeasible("loss is NaN");
      case "throw" -> throw new IOException("no such luck");
      case "exhaust" -> throw new OutOfMemoryError("Java heap space");
      case "die" -> die();
      case "kill", "abort" -> kill(act);
      case "spin" -> spin(path(trial));
      case "hang" -> hang(path(trial));
      case "hang-first" -> hangFirst(trial, context);
      case "report-and-wait" -> reportAndWait(trial, context);
      case "endless" -> endless(context);
      case "mark" -> mark(trial, context);
      case "train" -> train(trial, context);
      case "read" -> read(trial, context);
      case "gpu" -> gpu(context);
      default -> throw new IllegalArgumentException(act);
    };
  }

  /** What the executor was started with. */
  @Override
  public List<String> obstacles(boolean gpu) {
    return Optional.ofNullable(System.getProperty("drover.test.obstacle")).stream().toList();
  }

  /** The model's text, measured. */
  @Override
  public Map<String, Double> test(Trial trial, TrialContext context) throws Exception {
    return Map.of("accuracy", Double.parseDouble(Files.readString(context.model())));
  }

  private static Outcome score(Trial trial, TrialContext context) throws IOException {
    double loss = trial.params().real("loss");
    context.report(1, Map.of("value", loss + 1));
    context.report(2, Map.of("value", loss));
    Files.writeString(context.model(), Double.toString(1 - loss));
    return context.score(Map.of("value", loss));
  }

  private static Outcome die() {
    Runtime.getRuntime().halt(3);
    throw new AssertionError("it lives");
  }

  /** Takes its time. */
  private static Outcome rest(Trial trial, TrialContext context) throws Exception {
    Thread.sleep(1000);
    return score(trial, context);
  }

  /** Leaves an executor on which no further trial can make its folder. */
  private static Outcome spoil(TrialContext context) throws IOException {
    Path disk = LocalFiles.ofExecutor().folder();
    LocalFiles.delete(disk);
    Files.createFile(disk);
    return context.score(Map.of("value", 0.5));
  }

  /** As the system's memory killer, or a native library, ends this process in mid-trial. */
  private static Outcome kill(String act) throws Exception {
    Thread.sleep(500);
    String signal = act.equals("kill") ? "-KILL" : "-ABRT";
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", signal, pid).start().waitFor();
    return new Outcome.Infeasible("survived for " + new CountDownLatch(1).await(60, SECONDS));
  }

  /** Leaves the number of its process, and heeds nothing. */
  private static Outcome spin(Path path) throws IOException {
    Files.writeString(path, Long.toString(ProcessHandle.current().pid()));
    while (true) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        // As native code would: it does not even notice.
      }
    }
  }

  /** Leaves the number of the process that a test would kill, and waits for its end. */
  private static Outcome hang(Path path) throws Exception {
    Files.writeString(path, Long.toString(ProcessHandle.current().pid()));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Files.writeString(path, "interrupted");
      throw e;
    }
    throw new AssertionError("nothing ends this wait");
  }

  /** Hangs if nobody was here before. */
  private static Outcome hangFirst(Trial trial, TrialContext context) throws Exception {
    return Files.exists(path(trial)) ? score(trial, context) : hang(path(trial));
  }

  /** Reports and goes on when there is a file. */
  private static Outcome reportAndWait(Trial trial, TrialContext context) throws Exception {
    context.report(1, Map.of("value", 3.0));
    while (Files.notExists(path(trial))) {
      Thread.sleep(20);
    }
    return context.score(Map.of("value", 1.0));
  }

  /** Becomes better and better. */
  private static Outcome endless(TrialContext context) throws Exception {
    for (int step = 1; ; step++) {
      context.report(step, Map.of("value", 1.0 / step));
      Thread.sleep(10);
    }
  }

  /** Adds a line to a file that counts the trials. */
  private static Outcome mark(Trial trial, TrialContext context) throws IOException {
    Files.writeString(
        path(trial), trial.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return context.score(Map.of("value", (double) trial.id()));
  }

  /**
   * Trains to its budget: its state is the list of all steps of its lineage. Where there is a
   * {@code path} at which no file is, it makes one after step 3 and dies.
   */
  private static Outcome train(Trial trial, TrialContext context) throws IOException {
    Optional<Checkpoint> start = context.start();
    int from = start.map(Checkpoint::step).orElse(0);
    String before = start.isPresent() ? Files.readString(start.get().file()) : "";
    StringBuilder state = new StringBuilder(before);
    for (int step = from + 1; step <= trial.budget(); step++) {
      state.append(trial.id()).append(':').append(step).append(' ');
      context.report(step, Map.of("value", 1.0 / step));
      String now = state.toString();
      context.checkpoint(step, step == trial.budget(), file -> Files.writeString(file, now));
      if (step == 3 && trial.params().find("path").isPresent() && Files.notExists(path(trial))) {
        Files.createFile(path(trial));
        die();
      }
    }
    Files.writeString(context.model(), state);
    return context.score(Map.of("value", 1.0 / trial.budget()));
  }

  /** Scores the number in a data file. */
  private static Outcome read(Trial trial, TrialContext context) throws IOException {
    Path local = context.local(trial.params().text("path"));
    return context.score(Map.of("value", Double.parseDouble(Files.readString(local))));
  }

  /** Scores the address of the GPU that its process sees. */
  private static Outcome gpu(TrialContext context) throws InterruptedException {
    Thread.sleep(100);
    double gpu = Double.parseDouble(System.getenv("CUDA_VISIBLE_DEVICES"));
    return context.score(Map.of("value", gpu, "process", (double) ProcessHandle.current().pid()));
  }

  private static Path path(Trial trial) {
    return Path.of(trial.params().text("path"));
  }
}
