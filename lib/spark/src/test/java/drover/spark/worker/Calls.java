package drover.spark.worker;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Params;
import drover.core.Trial;
import drover.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Calls of {@link TestObjective}. */
record Calls(Path folder) {

  ObjectiveCall of(int trial, String deed) {
    return of(trial, deed, "");
  }

  ObjectiveCall of(int trial, String deed, String text) {
    return new ObjectiveCall(
        TestObjective.class.getName(),
        "objective.test",
        new Trial(trial, new Params(Map.of("lr", 0.1, "units", 32L)), 2, Note.EMPTY),
        Json.text(Json.object().put("do", deed).put("text", text)),
        List.of(new Goal("value", false)),
        7,
        Map.of("data.csv", folder.resolve("data.csv").toString()),
        folder.resolve("model-" + trial).toString(),
        Checkpointing.NONE);
  }
}
