package drover.jobs.bench;

import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/** How much of a study's work was done again, as processes were killed under it. */
final class LostWork {

  private final NavigableSet<Instant> kills;
  private final Map<Integer, Instant> running = new HashMap<>();

  /** When attempts began that are known to be lost, but not yet since when. */
  private final Map<Integer, Instant> lost = new HashMap<>();

  private final Map<Integer, Double> seconds = new HashMap<>();

  private LostWork(NavigableSet<Instant> kills) {
    this.kills = kills;
  }

  /**
   * The share of the work that was done again: what attempts took that did not come to their end,
   * without what they saved for the one that did. A saved epoch counts as it took undisturbed.
   *
   * @param kills when processes were killed
   * @param undisturbed the same trials
   */
  static double share(List<Event> events, NavigableSet<Instant> kills, StudyState undisturbed) {
    LostWork work = new LostWork(kills);
    events.forEach(work::follow);
    double again = 0;
    double useful = 0;
    for (TrialRecord record : StudyState.of(events).trials()) {
      int id = record.trial().id();
      TrialRun run = record.run().orElseThrow();
      TrialRun calm = undisturbed.trials().get(id).run().orElseThrow();
      double saved = seconds(calm.elapsed()) * run.continuation().from() / record.trial().budget();
      again += Math.max(0, work.seconds.getOrDefault(id, 0.0) - saved);
      useful += saved + seconds(run.elapsed());
    }
    return again / (again + useful);
  }

  private void follow(Event event) {
    if (event instanceof Event.Started started) {
      lose(started.id());
      settle(started.at());
      running.put(started.id(), started.at());
    } else if (event instanceof Event.Stopped stopped) {
      lose(stopped.id());
    } else if (event instanceof Event.Told told) {
      running.remove(told.id());
    } else if (event instanceof Event.Driver driver) {
      List.copyOf(running.keySet()).forEach(this::lose);
      settle(driver.at());
    }
  }

  private void lose(int id) {
    Optional.ofNullable(running.remove(id)).ifPresent(start -> lost.put(id, start));
  }

  /** The attempts that are lost by now ended with the last kill. */
  private void settle(Instant now) {
    Instant end = Optional.ofNullable(kills.floor(now)).orElse(now);
    lost.forEach(
        (id, start) ->
            seconds.merge(id, Math.max(0, seconds(Duration.between(start, end))), Double::sum));
    lost.clear();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
