package drover.spark.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import drover.core.TrialRun;
import drover.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The executor's side of one worker: takes one call at a time. */
final class WorkerProcess {

  /** How long to wait for what a dead or killed process leaves in its pipes. */
  private static final long LAST_WORDS_SECONDS = 5;

  /** How long a trial that is to stop may take to end by itself. */
  private static final long STOP_NANOS = 1_500_000_000;

  private final Process process;
  private final Optional<TimeLimit> limit;
  private final WorkerLog log;
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private volatile boolean ready;
  private boolean sound;
  private int trials;

  private WorkerProcess(Process process, Optional<TimeLimit> limit) {
    this.process = process;
    this.limit = limit;
    this.log = new WorkerLog(process.getErrorStream(), "worker " + process.pid());
  }

  /**
   * Starts a process. Does not wait until it is ready: the first call lies in the pipe till then.
   *
   * @param limit of each trial's time
   */
  static WorkerProcess start(ProcessBuilder command, Optional<TimeLimit> limit) throws IOException {
    WorkerProcess worker = new WorkerProcess(command.start(), limit);
    worker.log.start();
    Thread reader = new Thread(worker::readReplies, "worker " + worker.process.pid() + " replies");
    reader.setDaemon(true);
    reader.start();
    return worker;
  }

  /**
   * Evaluates a trial. If the process dies, the run is a fault and has the curve so far. A trial
   * that the listener or its time ends, and that does not end by itself soon after, takes the
   * process with it.
   */
  TrialRun evaluate(ObjectiveCall call, ReportListener listener) throws InterruptedException {
    Instant started = Instant.now();
    long start = System.nanoTime();
    long deadline = deadline(start);
    List<Report> curve = new ArrayList<>();
    Optional<Outcome> ended = Optional.empty();
    trials++;
    call("evaluate", call);
    Optional<Reply> reply = next(deadline);
    while (ended.isEmpty() && !reply.map(WorkerProcess::isLast).orElse(false)) {
      if (reply.isEmpty()) {
        ended = limit.map(time -> time.outcome(call.goals().get(0), curve));
      } else if (reply.get() instanceof Reply.Saved saved) {
        listener.saved(saved.checkpoint());
      } else if (reply.get() instanceof Reply.Reported reported) {
        curve.add(reported.report());
        boolean goesOn = listener.reported(reported.report());
        answer(goesOn);
        ended = goesOn ? ended : Optional.of(Evaluation.pruned(call.goals(), curve));
      }
      reply = ended.isEmpty() ? next(deadline) : Optional.of(lastReply());
    }
    Reply last = reply.orElseThrow();
    if (last instanceof Reply.Evaluated evaluated) {
      sound = !isUnfit(evaluated.run().outcome());
      if (ended.isEmpty()) {
        return evaluated.run();
      }
    }
    Outcome outcome = ended.orElseGet(() -> failure(last));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new TrialRun(outcome, curve, "", started, elapsed, false);
  }

  private static boolean isLast(Reply reply) {
    return !(reply instanceof Reply.Reported || reply instanceof Reply.Saved);
  }

  /** Memory that ran out may be held for ever, and a class that failed once fails for ever. */
  private static boolean isUnfit(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && (failed.cause().isMemory() || failed.cause() == Cause.ENVIRONMENT);
  }

  /** The next reply; empty if none came by then. */
  private Optional<Reply> next(long deadline) throws InterruptedException {
    if (deadline == Long.MAX_VALUE) {
      return Optional.of(replies.take());
    }
    return Optional.ofNullable(replies.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
  }

  private void answer(boolean goesOn) {
    send(Json.object().put("goes-on", goesOn));
  }

  /** The last reply of a process that is to end its trial; its death if it does not in time. */
  private Reply lastReply() throws InterruptedException {
    long deadline = System.nanoTime() + STOP_NANOS;
    Optional<Reply> reply = next(deadline);
    while (reply.isPresent() && !isLast(reply.get())) {
      if (reply.get() instanceof Reply.Reported) {
        answer(false);
      }
      reply = next(deadline);
    }
    if (reply.isEmpty()) {
      kill();
    }
    return reply.isPresent() ? reply.get() : lastWords();
  }

  private Reply lastWords() throws InterruptedException {
    Reply reply = replies.take();
    while (!isLast(reply)) {
      reply = replies.take();
    }
    return reply;
  }

  /** Measures the model of a trial, which may take as long as an evaluation. */
  Map<String, Double> test(ObjectiveCall call) throws TestFailedException, InterruptedException {
    long deadline = deadline(System.nanoTime());
    call("test", call);
    Optional<Reply> reply = next(deadline);
    if (reply.orElse(null) instanceof Reply.Tested tested) {
      sound = true;
      return tested.metrics();
    }
    throw new TestFailedException(
        reply.map(WorkerProcess::failure).orElseGet(() -> limit.orElseThrow().failure()));
  }

  private long deadline(long start) {
    return limit.map(time -> start + time.duration().toNanos()).orElse(Long.MAX_VALUE);
  }

  /** How many trials it was called for. */
  int trials() {
    return trials;
  }

  /** True if the last call came to its end and left the process fit for another. */
  boolean isSound() {
    return sound;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Memory of its own that it holds now, in bytes. */
  long resident() {
    return MemoryWatch.resident(String.valueOf(process.pid()));
  }

  @Override
  public String toString() {
    return "worker " + process.pid();
  }

  /** Ends the process at once, whatever it does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(String name, ObjectiveCall call) {
    sound = false;
    ObjectNode node = Json.object();
    node.set(name, call.json());
    send(node);
  }

  private void send(ObjectNode line) {
    try {
      OutputStream calls = process.getOutputStream();
      calls.write((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
      calls.flush();
    } catch (IOException e) {
      kill(); // The pipe breaks only with the process: its death is the reply.
    }
  }

  private static Outcome.Failed failure(Reply reply) {
    return reply instanceof Reply.Broken broken
        ? broken.failure()
        : new Outcome.Failed(Cause.CRASH, "unexpected reply " + reply);
  }

  private void readReplies() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Reply reply = Reply.read(line);
        if (reply instanceof Reply.Ready) {
          ready = true;
        } else {
          replies.add(reply);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Half a line: the death says more.
    }
    replies.add(new Reply.Broken(death()));
  }

  /** Waits for the end of the process and of its log, and says how it died. */
  private Outcome.Failed death() {
    try {
      process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
      kill();
      log.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String died = ExitStatus.describe(log.signal().orElse(0), process.exitValue());
    return ready
        ? new Outcome.Failed(Cause.CRASH, "worker died " + died)
        : new Outcome.Failed(
            Cause.ENVIRONMENT, "worker died at its start " + died + ": " + log.last());
  }
}
