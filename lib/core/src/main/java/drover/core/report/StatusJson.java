package drover.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Goal;
import drover.core.Report;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.json.Json;
import drover.core.study.RunningTrial;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** {@code status.json}: how a study stands, for pipelines. */
public final class StatusJson {

  private static final List<String> COUNTS =
      List.of("asked", "scored", "pruned", "infeasible", "failed", "running");

  /** More members of a Pareto front stand in {@code trials.csv} alone. */
  private static final int MEMBERS = 200;

  /** The hypervolume of three and more goals takes its time: of larger fronts at the end alone. */
  private static final int QUICK = 100;

  private StatusJson() {}

  /**
   * The status of an opened study, as of now.
   *
   * @param running the trials in flight
   */
  public static ObjectNode of(StudyState state, List<RunningTrial> running, Instant now) {
    ObjectNode status = Json.object();
    Event.Opened opened = state.opened().orElseThrow();
    status.put("study", opened.study());
    End end = state.ended().map(Event.Ended::end).orElse(new End(End.State.RUNNING, "", 0));
    status.put("state", end.state().name().toLowerCase(Locale.ROOT));
    state.ended().ifPresent(ended -> status.put("reason", end.reason()).put("exit", end.exit()));
    status.put("version", opened.version());
    status.put("started", seconds(opened.at()));
    state.ended().ifPresent(ended -> status.put("ended", seconds(ended.at())));
    status.put("updated", seconds(now));
    ObjectNode trials = status.putObject("trials");
    COUNTS.forEach(count -> trials.put(count, state.count(count)));
    state.best().ifPresent(best -> putTrial(status.putObject("best"), best));
    if (opened.goals().size() > 1) {
      putFront(status, state);
    }
    putRunning(status, running, opened.goals().get(0));
    state
        .tested()
        .filter(tested -> !tested.metrics().isEmpty())
        .ifPresent(tested -> status.set("test", Json.numbers(tested.metrics())));
    return status;
  }

  private static void putFront(ObjectNode status, StudyState state) {
    ArrayNode members = status.putArray("front");
    List<Integer> ids = state.front().ids();
    ids.stream()
        .limit(MEMBERS)
        .forEach(id -> putTrial(members.addObject(), state.trials().get(id)));
    boolean quick = state.front().reference().size() <= 2 || ids.size() <= QUICK;
    if (quick || state.ended().isPresent()) {
      status.put("hypervolume", state.front().hypervolume());
    }
    state.front().reference().forEach(status.putArray("reference")::add);
  }

  private static void putTrial(ObjectNode node, TrialRecord record) {
    node.put("trial", record.trial().id());
    record
        .score()
        .ifPresent(
            score -> {
              score.losses().forEach(node.putArray("losses")::add);
              node.set("metrics", Json.numbers(score.metrics()));
            });
    ObjectNode params = node.putObject("params");
    record.trial().params().values().forEach((name, value) -> params.set(name, Json.write(value)));
  }

  /** Those that reported: {@code {"trial": 7, "step": 3, "metrics": {…}, "curve": […]}}. */
  private static void putRunning(ObjectNode status, List<RunningTrial> running, Goal goal) {
    List<RunningTrial> reported = running.stream().filter(one -> !one.curve().isEmpty()).toList();
    if (reported.isEmpty()) {
      return;
    }
    ArrayNode nodes = status.putArray("running");
    for (RunningTrial one : reported) {
      Report last = one.curve().get(one.curve().size() - 1);
      ObjectNode node = nodes.addObject().put("trial", one.trial().id()).put("step", last.step());
      goal.lastLoss(one.curve()).ifPresent(loss -> node.put("loss", loss));
      node.set("metrics", Json.numbers(last.metrics()));
      ArrayNode curve = node.putArray("curve");
      for (Report report : one.curve()) {
        goal.loss(report)
            .ifPresent(loss -> curve.addObject().put("step", report.step()).put("loss", loss));
      }
    }
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
