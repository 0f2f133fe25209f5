package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Event.Alive;
import drover.core.journal.Event.Asked;
import drover.core.journal.Event.Driver;
import drover.core.journal.Event.Ended;
import drover.core.journal.Event.Opened;
import drover.core.journal.Event.Started;
import drover.core.journal.Event.Stopped;
import drover.core.journal.Event.Tested;
import drover.core.journal.Event.Told;
import java.util.Arrays;
import java.util.Locale;

/**
 * An event as {@code {"event": "asked", …}}: its kind in lower case, then its fields by the names
 * of {@link Event}.
 */
public final class EventJson {
  private EventJson() {}

  /** The event's JSON. */
  public static ObjectNode write(Event event) {
    ObjectNode node = Json.object();
    if (event instanceof Opened opened) {
      writeOpened(node.put("event", "opened"), opened);
    } else if (event instanceof Driver driver) {
      node.put("event", "driver").put("at", driver.at().toString());
      node.put("version", driver.version()).put("host", driver.host());
    } else if (event instanceof Asked asked) {
      node.put("event", "asked").set("trial", TrialJson.write(asked.trial()));
      node.put("seen", asked.seen());
    } else if (event instanceof Started started) {
      node.put("event", "started").put("id", started.id()).put("attempt", started.attempt());
      node.put("executor", started.executor()).put("at", started.at().toString());
    } else if (event instanceof Alive alive) {
      node.put("event", "alive").put("at", alive.at().toString());
    } else if (event instanceof Stopped stopped) {
      node.put("event", "stopped").put("id", stopped.id()).put("attempt", stopped.attempt());
      node.put("reason", stopped.reason()).put("fault", stopped.fault());
      stopped.cause().ifPresent(cause -> node.put("cause", cause.text()));
      node.put("step", stopped.step());
    } else if (event instanceof Told told) {
      node.put("event", "told").put("id", told.id()).put("attempt", told.attempt());
      node.set("run", TrialRunJson.write(told.run()));
    } else if (event instanceof Tested tested) {
      node.put("event", "tested").put("id", tested.id());
      node.set("metrics", Json.numbers(tested.metrics()));
    } else if (event instanceof Ended ended) {
      writeEnded(node.put("event", "ended"), ended);
    }
    return node;
  }

  private static void writeOpened(ObjectNode node, Opened opened) {
    node.put("at", opened.at().toString());
    node.put("version", opened.version()).put("study", opened.study());
    node.put("seed", opened.seed()).put("window", opened.window());
    node.set("goals", GoalJson.write(opened.goals()));
    node.put("config", opened.config());
  }

  private static void writeEnded(ObjectNode node, Ended ended) {
    End end = ended.end();
    node.put("at", ended.at().toString());
    node.put("state", end.state().name().toLowerCase(Locale.ROOT));
    node.put("reason", end.reason()).put("exit", end.exit());
  }

  /**
   * The event of its JSON.
   *
   * @throws IllegalArgumentException if a field is missing or of another type, or the kind of event
   *     is unknown
   */
  public static Event read(JsonNode node) {
    Fields fields = new Fields(node);
    String kind = fields.text("event");
    return switch (kind) {
      case "opened" -> readOpened(fields);
      case "driver" ->
          new Driver(fields.instant("at"), fields.text("version"), fields.text("host"));
      case "asked" -> new Asked(TrialJson.read(fields.get("trial")), fields.integer("seen"));
      case "started" -> readStarted(fields);
      case "alive" -> new Alive(fields.instant("at"));
      case "stopped" -> readStopped(fields);
      case "told" ->
          new Told(
              fields.integer("id"),
              fields.integer("attempt"),
              TrialRunJson.read(fields.get("run")));
      case "tested" -> new Tested(fields.integer("id"), fields.numbers("metrics"));
      case "ended" -> readEnded(fields);
      default ->
          throw new IllegalArgumentException(
              "unknown event '" + kind + "': written by a newer version of Drover?");
    };
  }

  private static Opened readOpened(Fields fields) {
    return new Opened(
        fields.instant("at"),
        fields.text("version"),
        fields.text("study"),
        fields.whole("seed"),
        fields.integer("window"),
        GoalJson.read(fields.get("goals")),
        fields.text("config"));
  }

  private static Started readStarted(Fields fields) {
    return new Started(
        fields.integer("id"),
        fields.integer("attempt"),
        fields.text("executor"),
        fields.instant("at"));
  }

  private static Stopped readStopped(Fields fields) {
    return new Stopped(
        fields.integer("id"),
        fields.integer("attempt"),
        fields.text("reason"),
        fields.flag("fault"),
        // Journals of before there were causes have neither.
        fields.find("cause").map(cause -> Cause.of(fields.text("cause"))),
        fields.find("step").isPresent() ? fields.integer("step") : 0);
  }

  private static Ended readEnded(Fields fields) {
    String name = fields.text("state");
    End.State state =
        Arrays.stream(End.State.values())
            .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("unknown state of a study: '" + name + "'"));
    return new Ended(
        fields.instant("at"), new End(state, fields.text("reason"), fields.integer("exit")));
  }
}
