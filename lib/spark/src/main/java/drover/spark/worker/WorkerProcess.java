package drover.spark.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Outcome;
import drover.core.Report;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The executor's side of one worker: takes one call at a time. */
final class WorkerProcess {

  /** How long to wait for what a dead or killed process leaves in its pipes. */
  private static final long LAST_WORDS_SECONDS = 5;

  /** How long a trial that is to stop may take to end by itself. */
  private static final long STOP_MILLIS = 1500;

  private final Process process;
  private final WorkerLog log;
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private volatile boolean ready;
  private boolean sound;
  private int trials;

  private WorkerProcess(Process process) {
    this.process = process;
    this.log = new WorkerLog(process.getErrorStream(), "worker " + process.pid());
  }

  /**
   * Starts a process. Does not wait until it is ready: the first call lies in the pipe till then.
   */
  static WorkerProcess start(ProcessBuilder command) throws IOException {
    WorkerProcess worker = new WorkerProcess(command.start());
    worker.log.start();
    Thread reader = new Thread(worker::readReplies, "worker " + worker.process.pid() + " replies");
    reader.setDaemon(true);
    reader.start();
    return worker;
  }

  /**
   * Evaluates a trial. If the process dies, the run is a fault and has the curve so far. A trial
   * that the listener ends and that does not end by itself in time takes the process with it.
   */
  TrialRun evaluate(ObjectiveCall call, ReportListener listener) throws InterruptedException {
    Instant started = Instant.now();
    long start = System.nanoTime();
    List<Report> curve = new ArrayList<>();
    boolean goesOn = true;
    trials++;
    Reply reply = call("evaluate", call);
    while (goesOn && (reply instanceof Reply.Reported || reply instanceof Reply.Saved)) {
      if (reply instanceof Reply.Saved saved) {
        listener.saved(saved.checkpoint());
      } else if (reply instanceof Reply.Reported reported) {
        curve.add(reported.report());
        goesOn = listener.reported(reported.report());
        send(Json.object().put("goes-on", goesOn));
      }
      reply = goesOn ? replies.take() : lastReply();
    }
    if (reply instanceof Reply.Evaluated evaluated) {
      sound = !evaluated.run().fault();
      return evaluated.run();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Outcome outcome =
        goesOn ? new Outcome.Failed(reason(reply)) : Evaluation.pruned(call.goals(), curve);
    return new TrialRun(outcome, goesOn, curve, "", started, elapsed, false);
  }

  /** The reply of a process that is to stop its trial; its death if it does not in time. */
  private Reply lastReply() throws InterruptedException {
    Reply reply = replies.poll(STOP_MILLIS, TimeUnit.MILLISECONDS);
    if (reply == null) {
      kill();
      reply = replies.take();
    }
    return reply;
  }

  /** Measures the model of a trial. */
  Map<String, Double> test(ObjectiveCall call) throws InterruptedException {
    Reply reply = call("test", call);
    if (reply instanceof Reply.Tested tested) {
      sound = true;
      return tested.metrics();
    }
    throw new IllegalStateException(reason(reply));
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

  private Reply call(String name, ObjectiveCall call) throws InterruptedException {
    sound = false;
    ObjectNode node = Json.object();
    node.set(name, call.json());
    send(node);
    return replies.take();
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

  private static String reason(Reply reply) {
    return reply instanceof Reply.Broken broken ? broken.reason() : "unexpected reply " + reply;
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
  private String death() {
    try {
      process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
      kill();
      log.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String died = ExitStatus.describe(log.signal().orElse(0), process.exitValue());
    return ready ? "worker died " + died : "worker died at its start " + died + ": " + log.last();
  }
}
