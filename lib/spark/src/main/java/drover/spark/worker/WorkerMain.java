package drover.spark.worker;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Report;
import drover.core.TestFailedException;
import drover.core.json.Fields;
import drover.core.json.Json;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker: evaluates trials one after another, as its executor calls for them, and ends when the
 * pipe of calls closes, in the middle of a trial too.
 *
 * <p>Calls come on file descriptor 4 and replies go to 3, one line of JSON each; each report of a
 * trial is answered among the calls. The standard streams belong to the objective, to native code
 * and to the JVM's crash reports; all that is printed there is log.
 */
public final class WorkerMain {

  /** Stands in the log where a trial begins; its number and the end of the line follow. */
  static final char TRIAL_MARK = '\u0001';

  private static final Reasons REASONS = new Reasons("worker.heap", "worker.off-heap");

  /** Made while there is heap to make it. */
  private static final byte[] FULL_HEAP =
      line(new Reply.Broken(REASONS.of(new OutOfMemoryError("Java heap space"))));

  private final InThread thread = new InThread(REASONS, Optional.empty());
  private final BlockingQueue<Fields> calls = new LinkedBlockingQueue<>();

  /** Whether the trial that reported goes on. */
  private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

  private final OutputStream replies;
  private final OutputStream log = new FileOutputStream(FileDescriptor.err);

  /** How many evaluations came to their end, which is the number of the running one. */
  private int ended;

  private WorkerMain(OutputStream replies) {
    this.replies = replies;
  }

  /**
   * Serves until the pipe of calls closes.
   *
   * @param args how much memory the process may hold, in bytes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Thread main = Thread.currentThread();
    WorkerMain worker = new WorkerMain(new FileOutputStream("/dev/fd/3"));
    Thread reader = new Thread(worker::readCalls, "calls");
    reader.setDaemon(true);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> worker.uncaught(thrown, thread == main || thread == reader));
    reader.start();
    new MemoryWatch(Long.parseLong(args[0])).start();
    worker.send(new Reply.Ready());
    while (true) {
      worker.answer(worker.calls.take());
    }
  }

  /** The pipe closes with the executor's end, whatever end that is; nothing may hold a worker. */
  private void readCalls() {
    try (InputStream in = new FileInputStream("/dev/fd/4");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Fields call = new Fields(Json.parse(line));
        if (call.find("goes-on").isPresent()) {
          answers.add(call.flag("goes-on"));
        } else {
          calls.add(call);
        }
      }
    } catch (IOException e) {
      System.err.println("cannot read calls: " + e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void answer(Fields call) throws IOException, InterruptedException {
    JsonNode trial = call.find("evaluate").orElseGet(() -> call.get("test"));
    ObjectiveCall objective = ObjectiveCall.of(trial);
    System.out.flush();
    System.err.flush();
    String mark = TRIAL_MARK + "" + objective.trial().id() + "\n";
    log.write(mark.getBytes(StandardCharsets.US_ASCII));
    if (call.find("evaluate").isPresent()) {
      evaluate(objective);
    } else {
      send(tested(objective));
    }
  }

  private void evaluate(ObjectiveCall call) throws InterruptedException {
    int number = ended;
    ReportListener reports =
        new ReportListener() {
          @Override
          public boolean reported(Report report) {
            return report(number, report);
          }

          @Override
          public void saved(SavedCheckpoint checkpoint) {
            WorkerMain.this.saved(number, checkpoint);
          }
        };
    end(new Reply.Evaluated(thread.evaluate(call, reports)));
  }

  /** One at a time, and to its end: each report that was sent has an answer. */
  private boolean report(int number, Report report) {
    synchronized (answers) {
      return !isSent(number, report) || answered();
    }
  }

  private boolean answered() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answers.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What an objective's own thread reports after the end of its trial belongs to no other. */
  private synchronized boolean isSent(int number, Report report) {
    if (number == ended) {
      send(new Reply.Reported(report));
    }
    return number == ended;
  }

  private synchronized void saved(int number, SavedCheckpoint checkpoint) {
    if (number == ended) {
      send(new Reply.Saved(checkpoint));
    }
  }

  private synchronized void end(Reply.Evaluated reply) {
    ended++;
    send(reply);
  }

  private Reply tested(ObjectiveCall call) throws InterruptedException {
    try {
      return new Reply.Tested(thread.test(call));
    } catch (TestFailedException e) {
      return new Reply.Broken(e.failure());
    }
  }

  private void send(Reply reply) {
    send(line(reply));
  }

  private synchronized void send(byte[] line) {
    try {
      replies.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] line(Reply reply) {
    return (Reply.write(reply) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Without its own threads a worker is dead; without memory it may never come to an end. */
  private void uncaught(Throwable thrown, boolean own) {
    if (!own && !(thrown instanceof OutOfMemoryError)) {
      thrown.printStackTrace();
      return;
    }
    try {
      send(new Reply.Broken(REASONS.of(thrown)));
      thrown.printStackTrace();
    } catch (OutOfMemoryError e) {
      send(FULL_HEAP);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
