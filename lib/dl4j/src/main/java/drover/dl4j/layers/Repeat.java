package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.Collections;
import java.util.List;

/**
 * Layers several times, one copy behind the other, each with weights of its own: equal copies, or
 * copies that differ in their settings.
 *
 * @param layers of all copies
 */
record Repeat(List<LayerSettings> layers) implements LayerSettings {

  static final String NAME = "repeat";

  private static final String COPIES = "copies";
  private static final int MOST = 1000;

  static Repeat read(Section section) {
    if (section.has(COPIES)) {
      for (String key : List.of("times", "layers")) {
        if (section.has(key)) {
          section.mistake(key, "is for equal copies; copies has the layers of each");
        }
      }
      return new Repeat(Layers.readLists(section, COPIES).stream().flatMap(List::stream).toList());
    }
    int times = (int) section.integer("times", 0, MOST);
    List<LayerSettings> once = Layers.read(section, "layers");
    return new Repeat(Collections.nCopies(times, once).stream().flatMap(List::stream).toList());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBranched() {
    return Layers.areBranched(layers);
  }

  @Override
  public boolean takesTokens() {
    return true; // its first layer says whether it does
  }

  @Override
  public boolean wantsVector(boolean next) {
    boolean wanted = next;
    for (int i = layers.size() - 1; i >= 0; i--) {
      wanted = layers.get(i).wantsVector(wanted);
    }
    return wanted;
  }

  @Override
  public Repeat before(boolean vector) {
    return new Repeat(Layers.before(layers, vector));
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return Layers.output(layers, input, "layers");
  }

  @Override
  public Cost cost(Shape input) {
    return Layers.cost(layers, input);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Layers.build(layers, input, weights, chain);
  }
}
