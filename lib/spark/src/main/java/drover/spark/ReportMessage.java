package drover.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Report;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.core.json.ReportJson;
import java.util.List;

/**
 * Reports on their way to the driver, as {@code {"launch": 12, "task": 30, "executor": "1 (host)",
 * "evaluating": true, "reports": […]}}.
 *
 * @param launch the number of the trial's launch
 * @param task the id of its Spark task: later attempts have larger ones
 * @param executor where that runs
 * @param evaluating whether the trial's evaluation runs
 * @param reports in the order in which the objective made them
 */
record ReportMessage(
    long launch, long task, String executor, boolean evaluating, List<Report> reports) {

  String text() {
    ObjectNode node = Json.object().put("launch", launch).put("task", task);
    node.put("executor", executor).put("evaluating", evaluating);
    ArrayNode array = node.putArray("reports");
    reports.forEach(report -> array.add(ReportJson.write(report)));
    return Json.text(node);
  }

  static ReportMessage of(String text) {
    Fields fields = new Fields(Json.parse(text));
    return new ReportMessage(
        fields.whole("launch"),
        fields.whole("task"),
        fields.text("executor"),
        fields.flag("evaluating"),
        fields.list("reports", ReportJson::read));
  }
}
