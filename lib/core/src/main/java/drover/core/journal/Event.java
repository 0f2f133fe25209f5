package drover.core.journal;

import drover.core.Cause;
import drover.core.Goal;
import drover.core.Trial;
import drover.core.TrialRun;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One entry of a study's journal. Everything a user sees is a pure function of these. */
public sealed interface Event {

  /**
   * The study began. Always the first event. A study of which all trials have failed begins anew
   * with another one: what stands before that does not count.
   *
   * @param version Drover's version
   * @param study the study's name
   * @param seed the study's seed
   * @param window how many trials may be in flight; fixed for the study's life
   * @param goals what the study wants
   * @param config the effective config as JSON, secrets masked: what a rerun is compared with
   */
  record Opened(
      Instant at,
      String version,
      String study,
      long seed,
      int window,
      List<Goal> goals,
      String config)
      implements Event {
    public Opened {
      goals = List.copyOf(goals);
    }
  }

  /**
   * A driver took the study over: once a driver, the first one included.
   *
   * @param host the driver's host and process, as a person would look for it
   */
  record Driver(Instant at, String version, String host) implements Event {}

  /**
   * A trial was proposed and is about to run.
   *
   * @param seen how many outcomes the searcher had learned from when it proposed
   */
  record Asked(Trial trial, int seen) implements Event {}

  /**
   * An attempt at a trial began to run.
   *
   * @param attempt from 1, counted across drivers
   */
  record Started(int id, int attempt, String executor, Instant at) implements Event {}

  /** The driver was at work, though nothing else happened for a while. */
  record Alive(Instant at) implements Event {}

  /**
   * An attempt ended without an outcome; the trial will run again.
   *
   * @param fault true if the attempt counts against the trial
   * @param cause what the machinery broke of; empty if the driver itself ended the attempt
   * @param step the last step that the attempt reported, 0 if none
   */
  record Stopped(int id, int attempt, String reason, boolean fault, Optional<Cause> cause, int step)
      implements Event {

    /** The driver itself ended the attempt. */
    public Stopped(int id, int attempt, String reason) {
      this(id, attempt, reason, false, Optional.empty(), 0);
    }
  }

  /** A trial came to its end. Once a trial. */
  record Told(int id, int attempt, TrialRun run) implements Event {}

  /** The best trial's model was measured on data that no searcher saw. */
  record Tested(int id, Map<String, Double> metrics) implements Event {
    public Tested {
      metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
  }

  /** The driver ended the study, or its part of it: a later driver may continue. */
  record Ended(Instant at, End end) implements Event {}
}
