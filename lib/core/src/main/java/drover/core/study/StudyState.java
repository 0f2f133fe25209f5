package drover.core.study;

import drover.core.Attempt;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.journal.Event;
import drover.core.pareto.ParetoFront;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the journal says of a study: a pure fold over its events. */
public final class StudyState {

  private Optional<Event.Opened> opened = Optional.empty();
  private Optional<Event.Ended> ended = Optional.empty();
  private Optional<Event.Tested> tested = Optional.empty();
  private final NavigableSet<Rank> ranking = new TreeSet<>();
  private ParetoFront front = new ParetoFront();
  private final List<TrialRecord> trials = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private Duration earlier = Duration.ZERO;
  private Instant driverFrom = Instant.EPOCH;
  private Instant driverUntil = Instant.EPOCH;

  /** The state after these events. */
  public static StudyState of(List<Event> events) {
    StudyState state = new StudyState();
    events.forEach(state::apply);
    return state;
  }

  /**
   * Takes in the next event.
   *
   * @throws IllegalStateException if the event cannot follow the ones before
   */
  public void apply(Event event) {
    if (event instanceof Event.Opened opening) {
      open(opening);
    } else if (event instanceof Event.Driver driver) {
      takeOver(driver.at());
    } else if (event instanceof Event.Asked asked) {
      require(asked.trial().id() == trials.size(), event);
      trials.add(TrialRecord.asked(asked.trial(), asked.seen()));
      count("asked", 1);
    } else if (event instanceof Event.Started started) {
      update(record(started.id(), event).started(started.attempt(), started.executor()));
      alive(started.at());
    } else if (event instanceof Event.Alive alive) {
      alive(alive.at());
    } else if (event instanceof Event.Stopped stopped) {
      update(record(stopped.id(), event).stopped(stopped));
    } else if (event instanceof Event.Told told) {
      tell(told);
    } else if (event instanceof Event.Tested test) {
      tested = Optional.of(test);
    } else if (event instanceof Event.Ended end) {
      ended = Optional.of(end);
      alive(end.at());
    }
  }

  /** Whatever was before came to nothing. */
  private void open(Event.Opened opening) {
    opened = Optional.of(opening);
    ended = Optional.empty();
    tested = Optional.empty();
    ranking.clear();
    front = new ParetoFront();
    trials.clear();
    counts.clear();
    driverUntil = driverFrom;
    earlier = Duration.ZERO;
  }

  private void tell(Event.Told told) {
    TrialRecord record = record(told.id(), told);
    require(record.run().isEmpty(), told);
    TrialRecord now = record.told(told.attempt(), told.run());
    update(now);
    count(now.state(), 1);
    if (told.run().outcome() instanceof Outcome.Scored score) {
      front.add(told.id(), score.losses());
      ranking.add(new Rank(score.loss(), told.id()));
    }
  }

  /** Lower loss first; of equal ones the earlier trial. */
  private record Rank(double loss, int id) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingDouble(Rank::loss).thenComparingInt(Rank::id);

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  /** Attempts that the dead driver left open will not end any more. */
  private void takeOver(Instant at) {
    earlier = elapsed();
    driverFrom = at;
    driverUntil = at;
    ended = Optional.empty();
    for (TrialRecord record : trials) {
      if (record.running()) {
        update(record.abandoned());
      }
    }
  }

  private void alive(Instant at) {
    if (at.isAfter(driverUntil)) {
      driverUntil = at;
    }
  }

  private void update(TrialRecord record) {
    int change = (record.running() ? 1 : 0) - (trials.get(record.trial().id()).running() ? 1 : 0);
    trials.set(record.trial().id(), record);
    count("running", change);
  }

  private void count(String what, int change) {
    counts.merge(what, change, Integer::sum);
  }

  private TrialRecord record(int id, Event event) {
    require(id >= 0 && id < trials.size(), event);
    return trials.get(id);
  }

  private static void require(boolean condition, Event event) {
    if (!condition) {
      throw new IllegalStateException("the journal cannot continue with " + event);
    }
  }

  /** How the study began, or empty if it did not. */
  public Optional<Event.Opened> opened() {
    return opened;
  }

  /** How the last driver ended, or empty while one is at work (or died). */
  public Optional<Event.Ended> ended() {
    return ended;
  }

  /** The best trial's measurement on data that no searcher saw, once it was made. */
  public Optional<Event.Tested> tested() {
    return tested.filter(test -> best().map(best -> best.trial().id() == test.id()).orElse(false));
  }

  /** All trials asked, by id. */
  public List<TrialRecord> trials() {
    return Collections.unmodifiableList(trials);
  }

  /**
   * The next attempt at a trial.
   *
   * @param keepModel as {@link Attempt} has it
   * @param keepCheckpoint as {@link Attempt} has it
   */
  Attempt attempt(Trial trial, double keepModel, double keepCheckpoint) {
    int number = trials.get(trial.id()).attempt() + 1;
    return new Attempt(trial, number, ancestors(trial), keepModel, keepCheckpoint);
  }

  /** Those that a trial continues, as far back as they made checkpoints. */
  private List<Trial> ancestors(Trial trial) {
    Deque<Trial> ancestors = new ArrayDeque<>();
    OptionalInt parent = trial.parent();
    while (parent.isPresent() && trials.get(parent.getAsInt()).madeCheckpoints()) {
      Trial ancestor = trials.get(parent.getAsInt()).trial();
      ancestors.addFirst(ancestor);
      parent = ancestor.parent();
    }
    return List.copyOf(ancestors);
  }

  /** The scored trial of the lowest first loss, the earliest of equal ones. */
  public Optional<TrialRecord> best() {
    return best(1).stream().findFirst();
  }

  /** The scored trials of the lowest first losses, at most so many of them, the best first. */
  public List<TrialRecord> best(int most) {
    return ranking.stream().limit(most).map(rank -> trials.get(rank.id())).toList();
  }

  /** The highest first loss with which a trial may be one of the best so many; may be infinite. */
  double lossAmongBest(int most) {
    if (most == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return ranking.size() < most
        ? Double.POSITIVE_INFINITY
        : ranking.stream().skip(most - 1L).findFirst().orElseThrow().loss();
  }

  /** The scored trials that no other dominates; of a study with one goal the best one. */
  public ParetoFront front() {
    return front;
  }

  /** How many trials are asked, running, scored, pruned, infeasible or failed. */
  public int count(String what) {
    return counts.getOrDefault(what, 0);
  }

  /** How many trials came to their end. */
  public int told() {
    return count("scored") + count("pruned") + count("infeasible") + count("failed");
  }

  /** True if trials came to their end, and all of them have failed. */
  boolean isInVain() {
    return told() > 0 && told() == count("failed");
  }

  /** How long drivers were at work on the study, as far as the events tell by their clocks. */
  public Duration elapsed() {
    return elapsed(driverUntil);
  }

  /** How long drivers were at work on the study, if the present one still is. */
  public Duration elapsed(Instant now) {
    return earlier.plus(Duration.between(driverFrom, now));
  }

  /** When something last happened of which the events tell the time. */
  Instant driverUntil() {
    return driverUntil;
  }

  /** When the present driver took over. */
  public Instant driverFrom() {
    return driverFrom;
  }
}
