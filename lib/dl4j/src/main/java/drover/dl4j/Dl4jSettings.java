package drover.dl4j;

import drover.core.config.Section;
import drover.dl4j.data.DataSettings;
import drover.dl4j.layers.LayerSettings;
import drover.dl4j.layers.Layers;
import java.util.List;

/** The {@code objective} section of a study that trains DL4J networks. */
record Dl4jSettings(DataSettings data, List<LayerSettings> network, TrainingSettings training) {

  static Dl4jSettings read(Section objective) {
    DataSettings data = DataSettings.read(objective.section("data"));
    List<LayerSettings> network = Layers.read(objective);
    Section training = objective.section("training");
    TrainingSettings settings = TrainingSettings.read(training, network.size());
    if (data.classWeights().areSet() && !settings.loss().takesClassWeights()) {
      training.mistake(
          "loss", "data.balance and data.class-weights are for cross-entropy, the loss by default");
    }
    return new Dl4jSettings(data, network, settings);
  }

  /** The same whose updater has this learning rate. */
  Dl4jSettings withRate(double rate) {
    return new Dl4jSettings(data, network, training.with(training.updater().withRate(rate)));
  }
}
