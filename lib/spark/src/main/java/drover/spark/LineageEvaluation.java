package drover.spark;

import drover.core.Cause;
import drover.core.Checkpoint;
import drover.core.Continuation;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.spark.CheckpointStore.Entry;
import drover.spark.worker.Checkpointing;
import drover.spark.worker.Isolation;
import drover.spark.worker.ObjectiveCall;
import drover.spark.worker.ReportListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a trial from where its lineage stands: from the latest checkpoint of an earlier attempt
 * at it, or else from its parent's last one, or else from nothing. A parent whose last checkpoint
 * is lost is evaluated again first.
 */
final class LineageEvaluation {

  private static final Logger LOG = LoggerFactory.getLogger(LineageEvaluation.class);

  private final TaskCalls calls;
  private final CheckpointStore store;
  private final Isolation isolation;
  private final Configuration hadoop;
  private final Consumer<Boolean> evaluating;
  private final List<Integer> retrained = new ArrayList<>();

  /**
   * @param evaluating is told when the objective begins, and when it has ended
   */
  LineageEvaluation(
      TaskCalls calls, Isolation isolation, Configuration hadoop, Consumer<Boolean> evaluating) {
    this.calls = calls;
    this.store = calls.study().checkpoints();
    this.isolation = isolation;
    this.hadoop = hadoop;
    this.evaluating = evaluating;
  }

  /** Where an evaluation starts, and what the trial itself had reported until then. */
  private record Start(Optional<Checkpoint> checkpoint, List<Report> curve) {
    static final Start NOTHING = new Start(Optional.empty(), List.of());

    int step() {
      return checkpoint.map(Checkpoint::step).orElse(0);
    }
  }

  /** An ancestor whose checkpoint is lost did not come to a score again. */
  private static final class LostParentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause cause;

    LostParentException(int parent, TrialRun run) {
      super(
          "the checkpoint of trial %d is lost, and trained again it was %s %s"
              .formatted(parent, run.outcome().state(), run.outcome().reason())
              .strip());
      cause = run.outcome() instanceof Outcome.Failed failed ? failed.cause() : Cause.ERROR;
    }

    /** What broke the ancestor's training broke the child's. */
    Outcome.Failed failure() {
      return new Outcome.Failed(cause, String.valueOf(getMessage()));
    }
  }

  /**
   * Evaluates a trial. The run has the trial's whole curve, also what earlier attempts reported.
   *
   * @param ancestors those that the trial continues, the oldest first
   * @param attempt the number of this attempt
   * @param keepCheckpoint its last checkpoint is saved if it scores a first loss of at most this
   * @param listener is told the whole curve
   */
  TrialRun evaluate(
      Trial trial,
      List<Trial> ancestors,
      int attempt,
      double keepCheckpoint,
      ReportListener listener)
      throws IOException, InterruptedException {
    return evaluate(trial, ancestors, attempt, attempt > 1, keepCheckpoint, listener);
  }

  /**
   * @param again true if earlier attempts may have left checkpoints of the trial's own
   */
  private TrialRun evaluate(
      Trial trial,
      List<Trial> ancestors,
      int attempt,
      boolean again,
      double keepCheckpoint,
      ReportListener listener)
      throws IOException, InterruptedException {
    Instant started = Instant.now();
    Start start;
    try {
      start = start(trial, ancestors, again);
    } catch (LostParentException lost) {
      return ended(lost.failure(), List.of(), started);
    }
    Following following = new Following(trial.id(), attempt, store, hadoop, listener);
    if (!following.resend(start.curve())) {
      Outcome pruned =
          new Outcome.Pruned(
              calls.study().spec().goals().get(0).lastLoss(following.curve()).orElseThrow());
      return ended(pruned, following.curve(), started);
    }
    boolean last = keepCheckpoint > Double.NEGATIVE_INFINITY;
    Checkpointing checkpointing =
        new Checkpointing(start.checkpoint(), calls.folder(), store.interval(), last);
    TrialRun run = evaluate(calls.of(trial).with(checkpointing), following);
    if (run.outcome() instanceof Outcome.Scored scored && scored.loss() <= keepCheckpoint) {
      following.keepLast();
    }
    List<Report> curve = new ArrayList<>(start.curve());
    curve.addAll(run.curve());
    int offered = Math.max(run.continuation().offered(), following.saved());
    return new TrialRun(
        run.outcome(),
        curve,
        run.executor(),
        started,
        Duration.between(started, Instant.now()),
        run.model(),
        new Continuation(start.step(), offered, retrained));
  }

  private TrialRun evaluate(ObjectiveCall call, ReportListener listener)
      throws InterruptedException {
    evaluating.accept(true);
    try {
      return isolation.evaluate(call, listener);
    } finally {
      evaluating.accept(false);
    }
  }

  private static TrialRun ended(Outcome outcome, List<Report> curve, Instant started) {
    Duration elapsed = Duration.between(started, Instant.now());
    return new TrialRun(outcome, curve, "", started, elapsed, false);
  }

  private Start start(Trial trial, List<Trial> ancestors, boolean again)
      throws IOException, InterruptedException, LostParentException {
    Path file = calls.folder().resolve("start-" + trial.id());
    if (again) {
      Optional<Entry> own = store.fetch(trial.id(), entry -> true, file, hadoop);
      if (own.isPresent()) {
        LOG.info("trial {} goes on after step {}", trial.id(), own.get().step());
        return new Start(checkpoint(trial.id(), own.get(), file), own.get().curve());
      }
    }
    if (ancestors.isEmpty()) {
      return Start.NOTHING;
    }
    Trial parent = ancestors.get(ancestors.size() - 1);
    Optional<Entry> end = store.fetch(parent.id(), Entry::last, file, hadoop);
    if (end.isEmpty()) {
      retrain(parent, ancestors.subList(0, ancestors.size() - 1));
      end = store.fetch(parent.id(), Entry::last, file, hadoop);
    }
    if (end.isEmpty()) {
      throw new IOException("no checkpoint of trial " + parent.id() + " could be saved");
    }
    return new Start(checkpoint(parent.id(), end.get(), file), List.of());
  }

  private static Optional<Checkpoint> checkpoint(int trial, Entry entry, Path file) {
    return Optional.of(new Checkpoint(trial, entry.step(), file));
  }

  private void retrain(Trial parent, List<Trial> ancestors)
      throws IOException, InterruptedException, LostParentException {
    LOG.warn("the checkpoint of trial {} is lost: training it again", parent.id());
    TrialRun run =
        evaluate(parent, ancestors, 1, true, Double.POSITIVE_INFINITY, ReportListener.NONE);
    if (!run.outcome().isScored()) {
      throw new LostParentException(parent.id(), run);
    }
    retrained.add(parent.id());
  }
}
