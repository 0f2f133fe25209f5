package drover.search;

import drover.core.Params;
import drover.core.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The points of a space that were not asked yet. */
final class Unseen {

  /** How often a point is drawn again before the exact way is taken. */
  private static final int TRIES = 8;

  private final SearchSpace space;
  private final SpaceIndex index;
  private final Set<Params> seen = new HashSet<>();

  /** Points are numbered in spaces up to this size; no study exhausts a larger one. */
  private static final int MOST_BITS = 62;

  /** Number of a seen point to a later number: the path to the next unseen one (union-find). */
  private final Map<BigInteger, BigInteger> next = new HashMap<>();

  Unseen(SearchSpace space) {
    this.space = space;
    this.index = new SpaceIndex(space);
  }

  /** The point is asked now. */
  void remove(Params params) {
    if (seen.add(params) && isNumbered()) {
      BigInteger number = index.number(params);
      next.put(number, successor(number));
    }
  }

  /** True if the point was not asked yet. */
  boolean contains(Params params) {
    return !seen.contains(params);
  }

  /** True if every point was asked; never for a space with a continuous parameter. */
  boolean isEmpty() {
    return BigInteger.valueOf(next.size()).equals(index.size());
  }

  /** An unseen point drawn on the parameters' own scales; empty if there is none. */
  Optional<Params> sample(RandomGenerator random) {
    return first(random, () -> space.sample(random));
  }

  /**
   * The first unseen point among a few that the supplier draws; if it draws seen ones only, any
   * unseen point; empty if there is none.
   */
  Optional<Params> first(RandomGenerator random, Supplier<Params> draw) {
    if (isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < TRIES; i++) {
      Params params = draw.get();
      if (contains(params)) {
        return Optional.of(params);
      }
    }
    return Optional.of(any(random));
  }

  /**
   * The point if it is unseen, or else the first unseen one on a walk of a few mutations from it;
   * if the walk meets none, any unseen point; empty if there is none.
   *
   * @param step mean length of a mutation's step
   */
  Optional<Params> near(Params point, double step, RandomGenerator random) {
    if (isEmpty()) {
      return Optional.empty();
    }
    Params at = point;
    for (int i = 0; i < TRIES; i++) {
      if (contains(at)) {
        return Optional.of(at);
      }
      at = Mutation.mutateOne(space, at, step, random);
    }
    return Optional.of(any(random));
  }

  private boolean isNumbered() {
    return index.size().bitLength() <= MOST_BITS;
  }

  private Params any(RandomGenerator random) {
    Params point = index.point(unseenFrom(number(random)));
    while (!contains(point)) {
      point = index.point(number(random));
    }
    return point;
  }

  /** Any number, all alike: eight bytes more than needed leave no bias to speak of. */
  private BigInteger number(RandomGenerator random) {
    byte[] bytes = new byte[index.size().bitLength() / 8 + 9];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(index.size());
  }

  /** The first unseen number from this one on, around the end. */
  private BigInteger unseenFrom(BigInteger number) {
    List<BigInteger> path = new ArrayList<>();
    BigInteger at = number;
    for (BigInteger to = next.get(at); to != null; to = next.get(at)) {
      path.add(at);
      at = to;
    }
    for (BigInteger passed : path) {
      next.put(passed, at);
    }
    return at;
  }

  private BigInteger successor(BigInteger number) {
    return number.add(BigInteger.ONE).mod(index.size());
  }
}
