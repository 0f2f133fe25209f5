package drover.core.study;

import drover.core.Goal;
import drover.core.Searcher;
import drover.core.Stopper;
import drover.core.TestFailedException;
import drover.core.Trial;
import drover.core.TrialRunner;
import drover.core.Version;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.StudyBusyException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The study loop: proposes trials, journals them, runs them, journals their outcomes, and learns.
 *
 * <p>One round takes in all that has happened, proposes what there is room for, commits both to the
 * journal at once, and only then acts on it. A trial that was journaled is never lost: a later
 * driver runs it again if it had not come to its end.
 */
public final class Study {

  /** How long the loop waits for something to happen before it looks at the clock. */
  private static final Duration TICK = Duration.ofMillis(250);

  /** How often the journal is to tell the time. */
  private static final Duration MARK = Duration.ofMinutes(1);

  /** Said of a runner that is broken. */
  static final String BROKEN = "trials cannot run any more";

  private static final Logger LOG = LoggerFactory.getLogger(Study.class);

  /** Exit codes from here on mean a signal. */
  private static final int SIGNAL = 128;

  private final StudyPlan plan;
  private final Journaling journaling;
  private final TrialRunner runner;
  private final Clock clock;
  private final StudyState state;
  private final Learning learning;
  private final Backlog backlog;
  private final Endings endings;
  private final LinkedBlockingQueue<Runnable> happened = new LinkedBlockingQueue<>();
  private final Arrivals arrivals;
  private final InFlight inFlight;
  private final Deque<Trial> ready = new ArrayDeque<>();
  private Optional<End> stop = Optional.empty();

  /**
   * A driver's part of a study, new or resumed.
   *
   * @param journal open for writing; the caller closes it
   * @param all the journal's events so far; empty for a new study
   * @param searcher without any history
   * @param stoppers makes a stopper without any history, or none if the study has none
   * @param window how many trials a new study may have in flight under {@link Order#DETERMINISTIC}
   */
  public Study(
      StudyPlan plan,
      Journal journal,
      List<Event> all,
      Searcher searcher,
      Supplier<Optional<Stopper>> stoppers,
      int window,
      TrialRunner runner,
      List<StudyListener> listeners,
      Clock clock) {
    this.plan = plan;
    this.runner = runner;
    this.journaling = new Journaling(journal, listeners);
    this.state = journaling.state();
    this.clock = clock;
    List<Event> past = plan.history(all);
    int journaledWindow = past.isEmpty() ? window : ((Event.Opened) past.get(0)).window();
    Goal goal = plan.goals().get(0);
    Stopping stopping = Stopping.of(stoppers, plan.order(), journaledWindow, goal);
    this.learning = new Learning(searcher, stopping, plan.order(), journaledWindow);
    this.arrivals = new Arrivals(plan.failures(), journaling, learning, clock, ready::add);
    this.inFlight = new InFlight(runner, goal, plan.timeLimit(), stopping, happened::add, arrivals);
    this.backlog = new Backlog(plan, journaledWindow);
    past.forEach(this::replay);
    this.endings = new Endings(plan, state, journaledWindow);
    if (past.isEmpty()) {
      journaling.note(opening(window));
    }
    journaling.note(new Event.Driver(clock.instant(), Version.TEXT, process()));
    state.trials().stream()
        .filter(record -> record.run().isEmpty())
        .forEach(record -> ready.add(record.trial()));
  }

  private Event.Opened opening(int window) {
    return new Event.Opened(
        clock.instant(),
        Version.TEXT,
        plan.name(),
        plan.seed(),
        window,
        plan.goals(),
        plan.config());
  }

  /** How the study stands; to be read by the loop's own thread only, or after its end. */
  public StudyState state() {
    return state;
  }

  /** Asks the study to stop, from any thread: running trials end, the journal says why. */
  public void stop(String reason, int exit) {
    happened.add(
        () -> {
          if (!isInterrupted()) {
            stop = Optional.of(new End(End.State.STOPPED, reason, exit));
          }
        });
  }

  /**
   * Runs the study to its end, or until it is stopped.
   *
   * @throws StudyBusyException if another driver has taken the study over: nothing of it was
   *     touched since that was known
   * @throws IOException if the journal cannot be written, or the runner itself is broken: nothing
   *     was acted on that the journal does not say
   */
  public End run() throws IOException, InterruptedException {
    try {
      return loop();
    } catch (StudyBusyException overtaken) {
      throw overtaken; // the status is the other driver's now
    } catch (IOException | RuntimeException e) {
      journaling.fail(inFlight, new Event.Ended(clock.instant(), End.broken(e)));
      throw e;
    }
  }

  private End loop() throws IOException, InterruptedException {
    while (true) {
      inFlight.abandonOverdue(System.nanoTime());
      if (stop.isEmpty()) {
        stop = arrivals.end().or(() -> endings.due(clock.instant()));
      }
      boolean more = stop.isEmpty() && propose();
      markTime();
      journaling.commit(inFlight);
      if (stop.isPresent()) {
        return end(stop.get());
      }
      launch();
      if (inFlight.isEmpty() && !more) {
        return end(endings.completion());
      }
      takeIn();
    }
  }

  /** A driver that dies takes no more time with it than this. */
  private void markTime() {
    Instant now = clock.instant();
    if (Duration.between(state.driverUntil(), now).compareTo(MARK) >= 0) {
      journaling.note(new Event.Alive(now));
    }
  }

  /** Fills the room there is with proposals; true if the study may have more to propose later. */
  private boolean propose() {
    int room = backlog.limit(state, runner.slots()) - inFlight.size() - ready.size();
    for (int i = 0; i < room && endings.mayPropose(); i++) {
      long begun = System.nanoTime();
      Optional<Trial> trial = learning.propose();
      backlog.proposed(System.nanoTime() - begun);
      if (trial.isEmpty()) {
        return !inFlight.isEmpty() || !ready.isEmpty();
      }
      journaling.note(new Event.Asked(trial.get(), learning.seen()));
      learning.asked(trial.get(), learning.seen());
      ready.add(trial.get());
    }
    return endings.mayPropose();
  }

  /** Suspects run one at a time, so that no two of them meet again on one executor. */
  private void launch() {
    for (Trial trial : List.copyOf(ready)) {
      boolean suspect = state.trials().get(trial.id()).isSuspect(0);
      if (suspect && inFlight.hasSuspect(state)) {
        continue;
      }
      ready.remove(trial);
      double keepCheckpoint =
          learning.mayContinue(trial.id())
              ? Double.POSITIVE_INFINITY
              : state.lossAmongBest(plan.keepCheckpoints());
      inFlight.launch(state.attempt(trial, state.lossAmongBest(1), keepCheckpoint));
    }
  }

  private End end(End planned) throws IOException, InterruptedException {
    cancelRunning(planned.reason());
    End end = planned;
    if (FinalTest.isDue(state) && !isInterrupted() && !planned.isUnusable()) {
      try {
        new FinalTest(state, runner, plan.failures(), this::await)
            .measure()
            .ifPresent(journaling::note);
      } catch (TestFailedException e) {
        end = untested(planned, e);
      }
    }
    end = isInterrupted() ? stop.orElseThrow() : end;
    journaling.note(new Event.Ended(clock.instant(), end));
    journaling.commit(inFlight);
    return end;
  }

  /** A study whose test is missing is not done: the same command tries again. */
  private End untested(End planned, TestFailedException why) {
    int best = state.best().orElseThrow().trial().id();
    LOG.error("The best trial, {}, could not be tested: {}", best, why.getMessage());
    return planned.exit() == 0 ? End.untested("trial " + best + ": " + why.getMessage()) : planned;
  }

  /** True if a signal wants the driver to end at once. */
  private boolean isInterrupted() {
    return stop.map(end -> end.exit() >= SIGNAL).orElse(false);
  }

  private void cancelRunning(String reason) {
    for (int id : inFlight.cancel()) {
      journaling.note(new Event.Stopped(id, state.trials().get(id).attempt(), reason));
    }
  }

  /** Waits until something happens, and takes in all that has happened since. */
  private void takeIn() throws IOException, InterruptedException {
    Runnable first = happened.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      journaling.tick(inFlight);
      return;
    }
    first.run();
    for (Runnable next = happened.poll(); next != null; next = happened.poll()) {
      next.run();
    }
    if (arrivals.broken().isPresent()) {
      throw new IOException(BROKEN, arrivals.broken().get());
    }
  }

  /** Waits for a future as the loop does; empty, and the future cancelled, at a signal. */
  private <T> Optional<T> await(CompletableFuture<T> future)
      throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<T> unused = future.whenComplete((value, failure) -> happened.add(() -> {}));
    while (!future.isDone()) {
      if (isInterrupted()) {
        future.cancel(true);
        return Optional.empty();
      }
      takeIn();
    }
    return Optional.of(future.get());
  }

  private void replay(Event event) {
    journaling.replay(event);
    if (event instanceof Event.Asked asked) {
      learning.asked(asked.trial(), asked.seen());
    } else if (event instanceof Event.Told told) {
      learning.told(told.id(), told.run());
    }
  }

  /** This driver, as a person would look for it: {@code pid@host}. */
  private static String process() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }
}
