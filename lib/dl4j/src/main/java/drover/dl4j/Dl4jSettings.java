package drover.dl4j;

import drover.core.config.Section;
import drover.dl4j.data.DataSettings;
import drover.dl4j.layers.LayerSettings;
import drover.dl4j.layers.Layers;
import java.util.List;

/** The {@code objective} section of a study that trains DL4J networks. */
record Dl4jSettings(DataSettings data, List<LayerSettings> network, TrainingSettings training) {

  static Dl4jSettings read(Section objective) {
    return new Dl4jSettings(
        DataSettings.read(objective.section("data")),
        Layers.read(objective),
        TrainingSettings.read(objective.section("training")));
  }

  /** The same whose updater has this learning rate. */
  Dl4jSettings withRate(double rate) {
    return new Dl4jSettings(data, network, training.with(training.updater().withRate(rate)));
  }
}
