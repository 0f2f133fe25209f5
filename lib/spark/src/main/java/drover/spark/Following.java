package drover.spark;

import drover.core.Report;
import drover.spark.worker.ReportListener;
import drover.spark.worker.SavedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one evaluation: passes its reports on and brings its checkpoints into the store. */
final class Following implements ReportListener {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final int trial;
  private final int attempt;
  private final CheckpointStore store;
  private final Configuration hadoop;
  private final ReportListener next;
  private final List<Report> curve = new ArrayList<>();
  private Optional<SavedCheckpoint> last = Optional.empty();
  private volatile int saved;

  Following(
      int trial, int attempt, CheckpointStore store, Configuration hadoop, ReportListener next) {
    this.trial = trial;
    this.attempt = attempt;
    this.store = store;
    this.hadoop = hadoop;
    this.next = next;
  }

  /** Passes on what an earlier attempt had reported; false if the trial is to end now. */
  boolean resend(List<Report> reports) throws InterruptedException {
    for (Report report : reports) {
      if (!reported(report)) {
        return false;
      }
    }
    return true;
  }

  /** The reports so far. */
  List<Report> curve() {
    return List.copyOf(curve);
  }

  /** The step of the last checkpoint that was written; 0 if none was. */
  int saved() {
    return saved;
  }

  @Override
  public boolean reported(Report report) throws InterruptedException {
    curve.add(report);
    return next.reported(report);
  }

  /** The last checkpoint waits for the trial's score, which says whether it is wanted. */
  @Override
  public void saved(SavedCheckpoint checkpoint) {
    saved = checkpoint.step();
    if (checkpoint.last()) {
      last = Optional.of(checkpoint);
    } else {
      keep(checkpoint);
    }
  }

  /** Keeps the trial's last checkpoint, if it made one. */
  void keepLast() {
    last.ifPresent(this::keep);
  }

  /** A checkpoint that cannot be kept is missed only if it is needed. */
  private void keep(SavedCheckpoint checkpoint) {
    try {
      store.save(trial, attempt, checkpoint, curve, hadoop);
    } catch (IOException e) {
      LOG.warn("the checkpoint of trial {} cannot be kept", trial, e);
    } finally {
      delete(checkpoint);
    }
  }

  private static void delete(SavedCheckpoint checkpoint) {
    try {
      Files.deleteIfExists(checkpoint.file());
    } catch (IOException e) {
      LOG.debug("the task's folder goes later", e);
    }
  }
}
