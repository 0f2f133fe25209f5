package drover.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.Continuation;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.End;
import drover.core.journal.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {

  private static final List<String> SINCE_CAUSES = List.of("cause", "step");
  private static final Instant AT = Instant.parse("2026-11-22T15:00:00.123456789Z");

  private static Map<String, Object> everyKind() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("zero", -0.0);
    values.put("huge", 1e300);
    values.put("tiny", Double.MIN_VALUE);
    values.put("third", 1 / 3.0);
    values.put("whole real", 3.0);
    values.put("int", 3L);
    values.put("long", Long.MIN_VALUE);
    values.put("text", "naïve 東京 😀 \"quoted\"\\\n\u0000\u2028");
    values.put("", true);
    values.put("off", false);
    return values;
  }

  private static Trial trial() {
    Map<String, Object> note = everyKind();
    note.put("list", List.of(-0.0, 2L, "b", true, 2.0));
    note.put("nested", List.of(List.of(), List.of(1L)));
    return new Trial(7, new Params(everyKind()), 16, OptionalInt.of(3), new Note(note));
  }

  private static TrialRun run(Outcome outcome) {
    return new TrialRun(
        outcome,
        List.of(new Report(1, Map.of("loss", 2.0)), new Report(2, Map.of())),
        "3 (höst)",
        AT,
        Duration.ofNanos(1_234_567_890_123L),
        true,
        outcome.isScored() ? new Continuation(3, 6, List.of(0, 2)) : Continuation.NONE);
  }

  static List<Outcome> outcomes() {
    return List.of(
        new Outcome.Scored(List.of(0.0, -1e-300), Map.of("accuracy", 1.0, "log loss", 0.25)),
        Outcome.Scored.of(3),
        new Outcome.Infeasible("kernel 5 × 5 in 3 × 3"),
        new Outcome.Pruned(0.75),
        new Outcome.Pruned(-0.5, "ran longer than trial.timeout = 30s"),
        new Outcome.Failed("exit 139\nSIGSEGV"),
        new Outcome.Failed(Cause.OFF_HEAP, "raise worker.off-heap"));
  }

  static List<Trial> trials() {
    return List.of(trial(), new Trial(0, Params.EMPTY, 1, Note.EMPTY));
  }

  static List<Event> events() {
    List<Event> events = new ArrayList<>();
    events.add(
        new Event.Opened(
            AT,
            "0.1.0",
            "digits",
            Long.MAX_VALUE,
            4,
            List.of(new Goal("accuracy", true)),
            "{ \"a\" : 1e-4 }"));
    events.add(new Event.Driver(AT, "0.1.0", "host 12"));
    events.add(new Event.Asked(trial(), 5));
    events.add(new Event.Started(7, 2, "driver", AT));
    events.add(new Event.Alive(AT));
    events.add(new Event.Stopped(7, 1, "SIGINT"));
    events.add(new Event.Stopped(7, 2, "executor lost", true, Optional.of(Cause.EXECUTOR_LOST), 3));
    outcomes().forEach(outcome -> events.add(new Event.Told(7, 3, run(outcome))));
    events.add(new Event.Tested(7, Map.of("accuracy", 0.981)));
    for (End.State state : End.State.values()) {
      events.add(new Event.Ended(AT, new End(state, "trials", 0)));
    }
    return events;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void trialsComeBackEqual(Trial trial) {
    assertThat(TrialJson.read(again(TrialJson.write(trial)))).isEqualTo(trial);
  }

  @Test
  void paramsKeepTheirOrder() {
    Params params = TrialJson.read(again(TrialJson.write(trial()))).params();

    assertThat(params.values().keySet()).containsExactlyElementsOf(everyKind().keySet());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void attemptsComeBackEqual(Outcome outcome) {
    TrialRun run = run(outcome);

    assertThat(TrialRunJson.read(again(TrialRunJson.write(run)))).isEqualTo(run);
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventsComeBackEqual(Event event) {
    assertThat(EventJson.read(again(EventJson.write(event)))).isEqualTo(event);
  }

  @Test
  void everyKindOfEventIsTested() {
    assertThat(events().stream().<Object>map(Event::getClass).distinct())
        .containsExactlyInAnyOrder((Object[]) Event.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("events")
  void fieldsOfANewerVersionAreIgnored(Event event) {
    ObjectNode node = EventJson.write(event);
    addToEveryObject(node);

    assertThat(EventJson.read(again(node))).isEqualTo(event);
  }

  /** Adds a field to every object whose fields are fixed, not to params, notes and metrics. */
  private static void addToEveryObject(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .deepCopy()
          .without(List.of("params", "note", "metrics"))
          .fieldNames()
          .forEachRemaining(name -> addToEveryObject(object.required(name)));
      object.putObject("of a newer version").put("a", 1);
    } else {
      node.forEach(CodecsTest::addToEveryObject);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void aMissingFieldIsNamed(Event event) {
    ObjectNode whole = EventJson.write(event);
    List<String> names = new ArrayList<>();
    whole.fieldNames().forEachRemaining(names::add);
    names.removeAll(SINCE_CAUSES);

    for (String name : names) {
      JsonNode without = whole.deepCopy().without(name);
      assertThatThrownBy(() -> EventJson.read(without))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no '" + name + "' in {");
    }
  }

  @Test
  void eventsOfBeforeThereWereCausesAreRead() {
    Event.Stopped stopped =
        new Event.Stopped(7, 2, "executor lost", true, Optional.of(Cause.EXECUTOR_LOST), 3);
    assertThat(EventJson.read(EventJson.write(stopped).without(SINCE_CAUSES)))
        .isEqualTo(new Event.Stopped(7, 2, "executor lost", true, Optional.empty(), 0));
    Outcome failed = new Outcome.Failed(Cause.HEAP, "out of memory");
    assertThat(OutcomeJson.read(OutcomeJson.write(failed).without(SINCE_CAUSES)))
        .isEqualTo(new Outcome.Failed("out of memory"));
    Outcome pruned = new Outcome.Pruned(0.5);
    assertThat(OutcomeJson.read(OutcomeJson.write(pruned).without(List.of("reason"))))
        .isEqualTo(pruned);
  }

  @ParameterizedTest
  @MethodSource("events")
  void aFieldOfAnotherTypeIsRefused(Event event) {
    ObjectNode whole = EventJson.write(event);
    List<String> names = new ArrayList<>();
    whole.fieldNames().forEachRemaining(names::add);

    for (String name : names) {
      ObjectNode other = whole.deepCopy().putNull(name);
      assertThatThrownBy(() -> EventJson.read(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anUnknownEventIsRefusedByItsName() {
    assertThatThrownBy(() -> EventJson.read(Json.object().put("event", "merged")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown event 'merged'");
  }

  private static JsonNode again(JsonNode node) {
    return Json.parse(Json.text(node));
  }
}
