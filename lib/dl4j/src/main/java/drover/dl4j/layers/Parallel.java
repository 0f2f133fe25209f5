package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Flat;
import drover.dl4j.layers.Shape.Image;
import drover.dl4j.layers.Shape.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/**
 * Branches that read the same input and whose outputs are merged (Szegedy et al. 2015).
 *
 * @param add true to add outputs of one shape; false to put them behind one another, channel by
 *     channel
 */
record Parallel(List<List<LayerSettings>> branches, boolean add) implements LayerSettings {

  static final String NAME = "parallel";

  static Parallel read(Section section) {
    List<List<LayerSettings>> branches = Layers.readLists(section, "branches");
    if (branches.isEmpty()) {
      section.mistake("branches", "must have one branch or more");
    }
    return new Parallel(
        branches, section.oneOf("merge", List.of("concat", "add")).equals("add"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBranched() {
    return true;
  }

  @Override
  public Parallel before(boolean vector) {
    return new Parallel(
        branches.stream().map(branch -> Layers.before(branch, vector)).toList(), add);
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    List<Shape> outputs = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      outputs.add(Layers.output(branches.get(i), input, "branches." + i));
    }
    Shape first = outputs.get(0);
    long channels = 0;
    for (Shape output : outputs) {
      boolean fits = add ? output.equals(first) : of(output, 1).equals(of(first, 1));
      if (!fits) {
        throw new InfeasibleException(
            "its branches make %s and %s, which cannot be merged by %s"
                .formatted(first, output, add ? "add" : "concat"));
      }
      channels += output.channels();
    }
    return add ? first : of(first, channels);
  }

  /** The same shape with another number of channels. */
  private static Shape of(Shape shape, long channels) {
    if (shape instanceof Image image) {
      return new Image(image.height(), image.width(), channels);
    }
    return shape instanceof Sequence sequence
        ? new Sequence(sequence.steps(), channels)
        : new Flat(channels);
  }

  @Override
  public Cost cost(Shape input) {
    Cost cost = Cost.NONE;
    long merged = 0;
    for (List<LayerSettings> branch : branches) {
      cost = cost.plus(Layers.cost(branch, input));
      long size = Layers.known(branch, input).size();
      merged = add ? size : merged + size;
    }
    return cost.plus(Cost.of(0, 0, merged));
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    List<Runnable> building = new ArrayList<>();
    for (List<LayerSettings> branch : branches) {
      building.add(() -> Layers.build(branch, input, weights, chain));
    }
    chain.branches(add ? new ElementWiseVertex(Op.Add) : new MergeVertex(), building);
  }
}
