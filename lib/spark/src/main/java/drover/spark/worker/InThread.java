package drover.spark.worker;

import drover.core.Checkpoint;
import drover.core.Continuation;
import drover.core.Objective;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import drover.core.TrialRun;
import drover.core.UnusableStudyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates trials in the calling thread. Makes one instance of each objective class, found through
 * the thread's context class loader, and keeps it.
 */
public final class InThread implements Isolation {
  private static final Logger LOG = LoggerFactory.getLogger(InThread.class);

  private final Map<Class<?>, Objective> objectives = new HashMap<>();
  private final Reasons reasons;
  private final Optional<TimeLimit> limit;

  /**
   * For trials in the task's thread, which share the executor's memory.
   *
   * @param limit of each trial's time; a trial is interrupted at its end
   */
  public InThread(Optional<TimeLimit> limit) {
    this(
        new Reasons(
            "spark.executor.memory (of submit/local: DROVER_JAVA_OPTS=-Xmx…)",
            "spark.executor.memoryOverhead"),
        limit);
  }

  /**
   * For an objective that is made already: whose class has no constructor without arguments, or
   * that is to be another instance.
   */
  public InThread(Objective objective, Optional<TimeLimit> limit) {
    this(limit);
    objectives.put(objective.getClass(), objective);
  }

  /** For trials in a process whose memory has settings of its own. */
  InThread(Reasons reasons, Optional<TimeLimit> limit) {
    this.reasons = reasons;
    this.limit = limit;
  }

  @Override
  public TrialRun evaluate(ObjectiveCall call, ReportListener listener)
      throws InterruptedException {
    Evaluation evaluation = new Evaluation(call.checkpointing(), listener);
    Instant started = Instant.now();
    long start = System.nanoTime();
    Outcome outcome;
    boolean model = false;
    Optional<ScheduledFuture<?>> alarm = limit.map(time -> Alarm.after(time, evaluation::timeUp));
    try {
      // What an attempt before this one may have left is not this one's model.
      Files.deleteIfExists(Path.of(call.model()));
      CallContext context = CallContext.of(call, evaluation);
      outcome = objective(call).evaluate(call.trial(), context);
      requireLosses(outcome, call.goals().size());
      model = Files.exists(context.model());
    } catch (Throwable thrown) {
      outcome = reasons.of(thrown);
      if (!evaluation.end()) {
        throwIfInterrupted(thrown);
        LOG.warn("trial {} failed", call.trial().id(), thrown);
      }
    } finally {
      alarm.ifPresent(set -> set.cancel(false));
    }
    if (evaluation.end()) {
      outcome = evaluation.outcome(call.goals(), limit);
      model = false;
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    int from = call.checkpointing().start().map(Checkpoint::step).orElse(0);
    Continuation continuation = new Continuation(from, evaluation.offered(), List.of());
    return new TrialRun(outcome, evaluation.curve(), "", started, elapsed, model, continuation);
  }

  @Override
  public Map<String, Double> test(ObjectiveCall call)
      throws TestFailedException, InterruptedException {
    Evaluation evaluation = new Evaluation(Checkpointing.NONE, ReportListener.NONE);
    Optional<ScheduledFuture<?>> alarm = limit.map(time -> Alarm.after(time, evaluation::timeUp));
    try {
      CallContext context = CallContext.of(call, evaluation);
      Map<String, Double> metrics = new TreeMap<>(objective(call).test(call.trial(), context));
      metrics.values().removeIf(value -> !Double.isFinite(value));
      boolean unused = evaluation.end();
      return metrics;
    } catch (Throwable thrown) {
      if (evaluation.end()) {
        throw new TestFailedException(limit.orElseThrow().failure());
      }
      throwIfInterrupted(thrown);
      LOG.warn("the test of trial {} failed", call.trial().id(), thrown);
      throw new TestFailedException(reasons.of(thrown));
    } finally {
      alarm.ifPresent(set -> set.cancel(false));
    }
  }

  @Override
  public void close() {}

  private static void requireLosses(@Nullable Outcome outcome, int goals) {
    Objects.requireNonNull(outcome, "the objective gave no outcome");
    if (outcome instanceof Outcome.Scored score && score.losses().size() != goals) {
      throw new IllegalArgumentException(
          "the objective gave %d losses for %d goals".formatted(score.losses().size(), goals));
    }
  }

  /** However an objective shows that its thread was interrupted, its trial did not fail. */
  private static void throwIfInterrupted(Throwable thrown) throws InterruptedException {
    if (thrown instanceof InterruptedException || Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException();
      interrupted.initCause(thrown);
      throw interrupted;
    }
  }

  private synchronized Objective objective(ObjectiveCall call) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> type = Class.forName(call.implementation(), true, loader);
      Objective objective = objectives.get(type);
      if (objective == null) {
        objective = type.asSubclass(Objective.class).getConstructor().newInstance();
        objectives.put(type, objective);
      }
      return objective;
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new UnusableStudyException(
          "the objective's class "
              + call.implementation()
              + " cannot be used by the executors; is its jar on their class path? ("
              + Reasons.described(e)
              + ")",
          e);
    }
  }
}
