package drover.dl4j;

import drover.dl4j.layers.Chain;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A chain of vertices in a graph, numbered in the order in which they are added. */
final class GraphChain implements Chain {

  private final GraphBuilder graph;
  private final String begin;
  private String end;
  private int size;

  /** Begins at a vertex that the graph has. */
  GraphChain(GraphBuilder graph, String begin) {
    this.graph = graph;
    this.begin = begin;
    this.end = begin;
  }

  /** The name of the last vertex. */
  String end() {
    return end;
  }

  @Override
  public boolean isEmpty() {
    return end.equals(begin);
  }

  @Override
  public void add(Layer layer) {
    String name = name(layer);
    graph.addLayer(name, layer, end);
    end = name;
  }

  @Override
  public void add(InputPreProcessor form) {
    add(new PreprocessorVertex(form), end);
  }

  @Override
  public void branches(GraphVertex merge, List<Runnable> branches) {
    String fork = end;
    List<String> ends = new ArrayList<>();
    for (Runnable branch : branches) {
      end = fork;
      branch.run();
      ends.add(end);
    }
    add(merge, ends.toArray(String[]::new));
  }

  private void add(GraphVertex vertex, String... inputs) {
    String name = name(vertex);
    graph.addVertex(name, vertex, inputs);
    end = name;
  }

  private String name(Object added) {
    return size++ + "-" + added.getClass().getSimpleName();
  }
}
