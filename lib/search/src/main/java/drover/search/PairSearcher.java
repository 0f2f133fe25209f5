package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.space.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Moves a point of the unit cube down the loss by antithetic pairs of trials: one at point + step,
 * one at point − step, with the same choices, which run in parallel. How steps are drawn and what a
 * pair teaches is the {@link Descent}'s part. Choices are drawn by an {@link OptionBandit}.
 *
 * <p>The first trials are a Latin hypercube; the descent starts from the weighted mean of its
 * better half. Others' trials teach the bandit, and count as part of that design if they come
 * early.
 *
 * <p>Discrete values are stepped over: a step is at least half as wide as the value's bin. A pair
 * whose points were both seen, or of which one trial failed, teaches nothing.
 */
final class PairSearcher implements Searcher {

  /** A point of the unit cube that moves down the loss. */
  interface Descent {
    /** The point that pairs are drawn around. */
    double[] point();

    /** The step of a pair to either side of the point. */
    double[] step(RandomGenerator random);

    /** Learns from both trials of a pair; pairs come in any order. */
    void learn(Pair pair);
  }

  /**
   * A pair of trials, both told.
   *
   * @param step from the point it was drawn around to the first trial's, NaN where it is inactive
   */
  record Pair(List<Double> step, Ranked plus, Ranked minus) {}

  private static final String POINT = "pair.point";
  private static final String STEP = "pair.step";
  private static final String FIRST = "pair.first";

  private final String name;
  private final SearchContext context;
  private final Coordinates coordinates;
  private final LatinHypercube design;
  private final OptionBandit bandit;
  private final Unseen unseen;
  private final Function<double[], Descent> start;

  /** What was told before the descent began. */
  private final List<Ranked> early = new ArrayList<>();

  /** Empty until the design is told. */
  private Optional<Descent> descent = Optional.empty();

  /** The first trial of a pair whose second one was not asked. */
  private Optional<Trial> half = Optional.empty();

  /** The first trial of the pair of a trial, by its id, while the pair is not complete. */
  private final Map<Integer, Trial> firsts = new HashMap<>();

  /** What came back of pairs that are not complete, by the first trial's id. */
  private final Map<Integer, Ranked> waiting = new HashMap<>();

  private PairSearcher(
      String name,
      SearchContext context,
      Coordinates coordinates,
      int designed,
      double choiceRate,
      Function<double[], Descent> start) {
    this.name = name;
    this.context = context;
    this.coordinates = coordinates;
    this.design = new LatinHypercube(context.space(), context.seed(), designed);
    this.bandit = new OptionBandit(coordinates.choices(), choiceRate);
    this.unseen = new Unseen(context.space());
    this.start = start;
  }

  /**
   * Reads what all such algorithms have in common.
   *
   * @param name of the algorithm
   * @param start begins the descent at a point
   */
  static PairSearcher create(
      String name, SearchContext context, Section section, Function<double[], Descent> start) {
    Searchers.requireOneGoal(name, context, section);
    int usual = 2 * StrategyParameters.offspring(context.space().parameters().size());
    int designed =
        section.integerOr("auto", "design", 1, 10_000).map(Math::toIntExact).orElse(usual);
    Searchers.requireTrials("design", designed, context, section);
    return new PairSearcher(
        name,
        context,
        new Coordinates(context.space()),
        designed,
        section.real("choice-rate", 0, 100),
        start);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, name);
    return half.flatMap(first -> second(id, first))
        .or(() -> descent.map(at -> first(id, at, random)).orElseGet(() -> early(id, random)));
  }

  private Optional<Trial> early(int id, RandomGenerator random) {
    return design
        .unseen(id, unseen, random)
        .map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Trial> first(int id, Descent at, RandomGenerator random) {
    double[] point = at.point();
    Map<Params, double[]> drawn = new HashMap<>();
    return unseen
        .first(
            random,
            () -> {
              double[] step = widened(at.step(random), point);
              Params params = at(point, 1, step, choice -> bandit.draw(choice, random));
              drawn.put(params, step);
              return params;
            })
        .map(params -> new Trial(id, params, context.budget(), note(point, drawn.get(params))));
  }

  /** If nothing unseen was drawn, the trial is no part of a pair. */
  private static Note note(double[] point, double @Nullable [] step) {
    return step == null
        ? Note.EMPTY
        : new Note(Map.of(POINT, Coordinates.list(point), STEP, Coordinates.list(step)));
  }

  private Optional<Trial> second(int id, Trial first) {
    double[] point = Coordinates.vector(first.note(), POINT);
    double[] step = Coordinates.vector(first.note(), STEP);
    Params params = at(point, -1, step, choice -> first.params().get(choice.name()));
    return Optional.of(params)
        .filter(unseen::contains)
        .map(
            unseenParams ->
                new Trial(id, unseenParams, context.budget(), Note.of(FIRST, (long) first.id())));
  }

  private Params at(double[] point, int sign, double[] step, Function<Choice, Object> choose) {
    double[] moved = point.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += sign * step[i];
    }
    return coordinates.params(moved, choose);
  }

  private double[] widened(double[] step, double[] point) {
    double[] widened = step.clone();
    for (int i = 0; i < step.length; i++) {
      Coordinates.Bin bin = coordinates.bin(i, point[i]);
      double least = (bin.high() - bin.low()) / 2;
      widened[i] = Math.copySign(Math.max(Math.abs(step[i]), least), step[i]);
    }
    return widened;
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
    if (trial.note().find(STEP).isPresent()) {
      half.ifPresent(this::forget);
      half = Optional.of(trial);
      firsts.put(trial.id(), trial);
    }
    trial.note().find(FIRST).map(id -> ((Long) id).intValue()).ifPresent(id -> pair(trial, id));
  }

  private void pair(Trial second, int id) {
    half = Optional.empty();
    Trial first = firsts.get(id);
    if (first != null) {
      firsts.put(second.id(), first);
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Optional<Ranked> ranked = Ranked.of(trial, outcome);
    ranked.ifPresent(this::learn);
    Trial first = firsts.get(trial.id());
    if (first != null) {
      ranked.ifPresentOrElse(told -> complete(first, told), () -> forget(first));
    }
  }

  /** Learns the pair if its other trial was told before. */
  private void complete(Trial first, Ranked ranked) {
    Ranked other = waiting.putIfAbsent(first.id(), ranked);
    if (other != null) {
      boolean second = ranked.trial().id() != first.id();
      Pair pair = new Pair(active(first), second ? other : ranked, second ? ranked : other);
      descent.ifPresent(at -> at.learn(pair));
      forget(first);
    }
  }

  private List<Double> active(Trial first) {
    double[] step = Coordinates.vector(first.note(), STEP);
    for (int i = 0; i < step.length; i++) {
      if (!coordinates.isActive(i, first.params())) {
        step[i] = Double.NaN;
      }
    }
    return Coordinates.list(step);
  }

  private void forget(Trial first) {
    half = half.filter(waits -> !waits.equals(first));
    waiting.remove(first.id());
    firsts.values().removeIf(first::equals);
  }

  private void learn(Ranked ranked) {
    bandit.learn(ranked);
    if (descent.isEmpty()) {
      early.add(ranked);
      if (early.size() == design.points()) {
        Collections.sort(early);
        descent = Optional.of(start.apply(coordinates.center(early)));
      }
    }
  }
}
