package drover.spark;

import drover.core.Note;
import drover.core.Params;
import drover.core.Trial;
import java.nio.file.Path;
import java.util.Map;

/** Trials for {@link ScriptedObjective}. */
final class Trials {
  private Trials() {}

  static Trial scoring(int id, double loss) {
    return trial(id, Map.of("loss", loss));
  }

  static Trial acting(int id, String act) {
    return trial(id, Map.of("do", act));
  }

  static Trial acting(int id, String act, Path path) {
    return trial(id, Map.of("do", act, "path", path.toString(), "loss", 0.5));
  }

  static Trial trial(int id, Map<String, Object> params) {
    return new Trial(id, new Params(params), 1, Note.EMPTY);
  }
}
