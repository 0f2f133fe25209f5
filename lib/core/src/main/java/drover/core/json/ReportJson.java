package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Report;

/** A report as {@code {"step": 1, "metrics": {"accuracy": 0.98}}}. */
public final class ReportJson {
  private ReportJson() {}

  /** The report's JSON. */
  public static ObjectNode write(Report report) {
    ObjectNode node = Json.object().put("step", report.step());
    node.set("metrics", Json.numbers(report.metrics()));
    return node;
  }

  /**
   * The report of its JSON.
   *
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  public static Report read(JsonNode node) {
    Fields fields = new Fields(node);
    return new Report(fields.integer("step"), fields.numbers("metrics"));
  }
}
