package drover.search;

import drover.core.Params;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the points of a space, so that a point can be drawn uniformly among all points, or the
 * next one be found, without listing them. The number of a point is mixed-radix: parameters beside
 * each other multiply, what stands under the values of one adds up.
 *
 * <p>A continuous parameter counts as 2³² values: all points of one of its cells share a number.
 */
final class SpaceIndex {

  private static final long CONTINUUM = 1L << 32;

  /** A parameter with what stands under each of its values; no options if nothing does. */
  private record Node(Parameter parameter, long values, List<Group> options, BigInteger size) {}

  /** Parameters that are active together. */
  private record Group(List<Node> nodes, BigInteger size) {}

  private final SearchSpace space;
  private final Group root;

  SpaceIndex(SearchSpace space) {
    this.space = space;
    this.root = group(space.roots());
  }

  /** How many numbers there are, at least 1. */
  BigInteger size() {
    return root.size();
  }

  /** The number of a point of the space, in [0, size). */
  BigInteger number(Params params) {
    return number(root, params);
  }

  /** A point of a number in [0, size). */
  Params point(BigInteger number) {
    Map<String, Object> values = new LinkedHashMap<>();
    point(root, number, values);
    return space.build(parameter -> values.get(parameter.name()));
  }

  private BigInteger number(Group group, Params params) {
    BigInteger number = BigInteger.ZERO;
    for (Node node : group.nodes()) {
      number = number.multiply(node.size()).add(number(node, params));
    }
    return number;
  }

  private BigInteger number(Node node, Params params) {
    long index = index(node, params.get(node.parameter().name()));
    if (node.options().isEmpty()) {
      return BigInteger.valueOf(index);
    }
    BigInteger before = BigInteger.ZERO;
    for (Group option : node.options().subList(0, (int) index)) {
      before = before.add(option.size());
    }
    return before.add(number(node.options().get((int) index), params));
  }

  private void point(Group group, BigInteger number, Map<String, Object> values) {
    BigInteger rest = number;
    for (int i = group.nodes().size() - 1; i >= 0; i--) {
      Node node = group.nodes().get(i);
      BigInteger[] parts = rest.divideAndRemainder(node.size());
      point(node, parts[1], values);
      rest = parts[0];
    }
  }

  private void point(Node node, BigInteger number, Map<String, Object> values) {
    if (node.options().isEmpty()) {
      values.put(
          node.parameter().name(), node.parameter().value(number.longValueExact(), node.values()));
      return;
    }
    BigInteger rest = number;
    int index = 0;
    while (rest.compareTo(node.options().get(index).size()) >= 0) {
      rest = rest.subtract(node.options().get(index).size());
      index++;
    }
    values.put(node.parameter().name(), node.parameter().value(index, node.values()));
    point(node.options().get(index), rest, values);
  }

  private static long index(Node node, Object value) {
    return node.parameter() instanceof Int whole
        ? ((Long) value - whole.low()) / whole.step()
        : Parameter.bin(node.parameter().position(value), node.values());
  }

  private Group group(List<Parameter> together) {
    List<Node> nodes = together.stream().map(this::node).toList();
    return new Group(
        nodes, nodes.stream().map(Node::size).reduce(BigInteger.ONE, BigInteger::multiply));
  }

  private Node node(Parameter parameter) {
    long values = parameter.cardinality().orElse(CONTINUUM);
    List<Parameter> dependents = space.dependents(parameter);
    if (dependents.isEmpty()) {
      return new Node(parameter, values, List.of(), BigInteger.valueOf(values));
    }
    List<Group> options = new ArrayList<>();
    BigInteger size = BigInteger.ZERO;
    for (long i = 0; i < values; i++) {
      Group option = group(SearchSpace.under(dependents, parameter.value(i, values)));
      options.add(option);
      size = size.add(option.size());
    }
    return new Node(parameter, values, options, size);
  }
}
