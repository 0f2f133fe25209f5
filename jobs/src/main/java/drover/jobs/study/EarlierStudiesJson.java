package drover.jobs.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Params;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.search.known.EarlierStudy;
import java.util.List;
import java.util.Optional;

/** The points of earlier studies as JSON, with the folders that they came from. */
final class EarlierStudiesJson {

  private EarlierStudiesJson() {}

  static ObjectNode write(List<String> folders, List<EarlierStudy> studies) {
    ObjectNode node = Json.object();
    folders.forEach(node.putArray("folders")::add);
    ArrayNode list = node.putArray("studies");
    for (EarlierStudy study : studies) {
      ObjectNode one = list.addObject().put("name", study.name());
      ArrayNode points = one.putArray("points");
      for (Params point : study.points()) {
        ObjectNode params = points.addObject().putObject("params");
        point.values().forEach((name, value) -> params.set(name, Json.write(value)));
      }
    }
    return node;
  }

  /**
   * The studies.
   *
   * @return empty if they came from other folders than these
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  static Optional<List<EarlierStudy>> read(JsonNode node, List<String> folders) {
    Fields fields = new Fields(node);
    return fields.list("folders", JsonNode::asText).equals(folders)
        ? Optional.of(fields.list("studies", EarlierStudiesJson::study))
        : Optional.empty();
  }

  private static EarlierStudy study(JsonNode node) {
    Fields fields = new Fields(node);
    return new EarlierStudy(
        fields.text("name"),
        fields.list("points", point -> new Params(new Fields(point).values("params"))));
  }
}
