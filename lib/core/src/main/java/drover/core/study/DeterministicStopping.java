package drover.core.study;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.TrialRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Answers as a pure function of the trial's own curve and of the curves that its proposal had seen:
 * for trial n those of the trials up to n − window, and of a few more if the searcher had waited
 * for them. What others report while the trial runs, it never meets.
 *
 * <p>Trials that run at once have seen different curves. So there are as many equal stoppers as
 * trials in flight: a trial holds one of them from <em>asked</em> to <em>told</em>, through all its
 * attempts, and what that one misses meanwhile it learns afterwards.
 */
final class DeterministicStopping implements Stopping {

  private final Goal goal;
  private final Deque<Stopper> free;
  private final Map<Integer, Held> held = new HashMap<>();

  /** A stopper in the hands of one trial, and what it is to learn when it is free again. */
  private record Held(Stopper stopper, List<Lesson> missed) {}

  private record Lesson(Trial trial, NavigableMap<Integer, Double> losses) {
    void teach(Stopper stopper) {
      losses.forEach((step, loss) -> stopper.learn(trial, step, loss));
      stopper.ended(trial);
    }
  }

  /**
   * @param stoppers without any history, as many as trials may be in flight
   */
  DeterministicStopping(List<Stopper> stoppers, Goal goal) {
    this.free = new ArrayDeque<>(stoppers);
    this.goal = goal;
  }

  @Override
  public synchronized void asked(Trial trial) {
    held.put(trial.id(), new Held(free.remove(), new ArrayList<>()));
  }

  @Override
  public synchronized boolean stops(Trial trial, NavigableMap<Integer, Double> losses) {
    Held own = held.get(trial.id());
    return own != null && own.stopper().stops(trial, losses);
  }

  @Override
  public synchronized void told(Trial trial, TrialRun run) {
    Held own = held.remove(trial.id());
    if (own != null) {
      own.missed().forEach(lesson -> lesson.teach(own.stopper()));
      free.add(own.stopper());
    }
  }

  /** Where a failed trial broke off is chance. */
  @Override
  public synchronized void learned(Trial trial, TrialRun run) {
    if (run.outcome() instanceof Outcome.Failed) {
      return;
    }
    Lesson lesson = new Lesson(trial, LossCurve.of(goal, run.curve()));
    free.forEach(lesson::teach);
    held.values().forEach(own -> own.missed().add(lesson));
  }
}
