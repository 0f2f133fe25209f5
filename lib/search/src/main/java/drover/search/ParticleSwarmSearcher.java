package drover.search;

import static java.util.Comparator.naturalOrder;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.space.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Particle swarm optimisation with constriction (Kennedy and Eberhart 1995; Clerc and Kennedy
 * 2002): one particle after another moves on, drawn towards the best point that it has seen itself
 * and the best that any has seen, as far as outcomes are known.
 *
 * <p>On the parameters' own scales, v ← χ (v + φ₁ u₁ (own − x) + φ₂ u₂ (best − x)) and x ← x + v,
 * with u₁ and u₂ uniform in [0, 1) for each parameter, and the constriction χ = 2κ / (φ − 2 + √(φ²
 * − 4φ)) for φ = φ₁ + φ₂ &gt; 4, else κ. A particle that meets a bound stops there and turns back
 * with half its speed. A choice stays as it is, or takes the option of its own or of the swarm's
 * best point, with the mean weights of the three terms, 1 : φ₁/2 : φ₂/2.
 *
 * <p>Trials carry their particle's place and velocity in the note. The swarm starts as a Latin
 * hypercube. A particle that comes to a point that was asked before is mutated in one parameter.
 */
final class ParticleSwarmSearcher implements Searcher {

  private static final String PARTICLE = "particle";
  private static final String PLACE = "place";
  private static final String VELOCITY = "velocity";

  /** Mean step of the mutation that makes a new point of one that was asked before. */
  private static final double STEP = 0.1;

  /**
   * How the swarm moves; {@code reference.conf} says what each means.
   *
   * @param own φ₁
   * @param best φ₂
   */
  record Settings(int particles, double kappa, double own, double best) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("particles", 1, 10_000),
          settings.real("kappa", 0.01, 1),
          settings.real("own", 0, 10),
          settings.real("best", 0, 10));
    }

    /** The factor χ of a new velocity. */
    double constriction() {
      double phi = own + best;
      return phi > 4 ? 2 * kappa / (phi - 2 + StrictMath.sqrt(phi * phi - 4 * phi)) : kappa;
    }

    /**
     * The new velocity along one axis.
     *
     * @param toOwn way to the particle's own best point
     * @param toBest way to the swarm's best point
     */
    double velocity(double velocity, double toOwn, double toBest, RandomGenerator random) {
      double attraction = own * random.nextDouble() * toOwn + best * random.nextDouble() * toBest;
      return constriction() * (velocity + attraction);
    }
  }

  /**
   * A particle in motion, one coordinate a parameter of the space, active or not.
   *
   * @param place in [0, 1]; of choices, the position of an option
   * @param velocity 0 for choices
   */
  private record Motion(List<Double> place, List<Double> velocity) {}

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;
  private final List<Parameter> parameters;

  /** Where each particle went last. */
  private final Map<Integer, Motion> motions = new HashMap<>();

  /** The best trial of each particle. */
  private final Map<Integer, Ranked> own = new HashMap<>();

  /** The best trial of all. */
  private Optional<Ranked> best = Optional.empty();

  private ParticleSwarmSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.particles());
    this.unseen = new Unseen(context.space());
    this.parameters = context.space().parameters();
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("particle-swarm", context, section);
    Settings settings = Settings.read(section);
    Searchers.requireTrials("particles", settings.particles(), context, section);
    return new ParticleSwarmSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "particle-swarm");
    int particle = id % settings.particles();
    Motion last = motions.get(particle);
    Motion motion =
        last == null
            ? start(id, random)
            : moved(last, Optional.ofNullable(own.get(particle)), random);
    return unseen
        .near(point(motion), STEP, random)
        .map(params -> trial(id, particle, at(params, motion), params));
  }

  private Trial trial(int id, long particle, Motion motion, Params params) {
    Map<String, Object> note =
        Map.of(PARTICLE, particle, PLACE, motion.place(), VELOCITY, motion.velocity());
    return new Trial(id, params, context.budget(), new Note(note));
  }

  private Params point(Motion motion) {
    Iterator<Double> place = motion.place().iterator();
    Map<String, Double> positions = new HashMap<>();
    parameters.forEach(parameter -> positions.put(parameter.name(), place.next()));
    return context
        .space()
        .build(parameter -> parameter.at(positions.getOrDefault(parameter.name(), 0.5)));
  }

  /** A first place; the velocity is half the way to any other place (Clerc 2006). */
  private Motion start(int id, RandomGenerator random) {
    Params first = id < settings.particles() ? design.point(id) : Params.EMPTY;
    List<Double> place = new ArrayList<>();
    List<Double> velocity = new ArrayList<>();
    for (Parameter parameter : parameters) {
      double any = random.nextDouble();
      double x = position(first, parameter).orElse(any);
      place.add(x);
      velocity.add(parameter.ordered() ? (random.nextDouble() - x) / 2 : 0);
    }
    return new Motion(place, velocity);
  }

  private Motion moved(Motion last, Optional<Ranked> own, RandomGenerator random) {
    List<Double> place = new ArrayList<>();
    List<Double> velocity = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      double x = last.place().get(i);
      double toOwn = position(own, parameter).orElse(x);
      double toBest = position(best, parameter).orElse(x);
      if (parameter.ordered()) {
        double v = settings.velocity(last.velocity().get(i), toOwn - x, toBest - x, random);
        double to = Math.max(0, Math.min(1, x + v));
        place.add(to);
        velocity.add(to == x + v ? v : -v / 2);
      } else {
        place.add(option(x, toOwn, toBest, random));
        velocity.add(0.0);
      }
    }
    return new Motion(place, velocity);
  }

  private double option(double last, double own, double best, RandomGenerator random) {
    double ownWeight = settings.own() / 2;
    double u = random.nextDouble() * (1 + ownWeight + settings.best() / 2);
    return u < 1 ? last : u < 1 + ownWeight ? own : best;
  }

  private static Optional<Double> position(Optional<Ranked> ranked, Parameter parameter) {
    return ranked.flatMap(known -> position(known.trial().params(), parameter));
  }

  private static Optional<Double> position(Params params, Parameter parameter) {
    return params.find(parameter.name()).map(parameter::position);
  }

  /** The motion with its place at the params where it stands for other values. */
  private Motion at(Params params, Motion motion) {
    List<Double> place = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      double x = motion.place().get(i);
      Object value = parameter.at(x);
      boolean same = params.find(parameter.name()).map(value::equals).orElse(true);
      place.add(same ? x : position(params, parameter).orElse(x));
    }
    return new Motion(place, motion.velocity());
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
    particle(trial).ifPresent(i -> motion(trial).ifPresent(motion -> motions.put(i, motion)));
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Optional<Ranked> ranked = Ranked.of(trial, outcome);
    ranked.ifPresent(
        one ->
            particle(trial)
                .ifPresent(i -> own.merge(i, one, BinaryOperator.minBy(naturalOrder()))));
    best = Stream.of(best, ranked).flatMap(Optional::stream).min(naturalOrder());
  }

  private static Optional<Integer> particle(Trial trial) {
    return trial
        .note()
        .find(PARTICLE)
        .filter(Long.class::isInstance)
        .map(particle -> ((Long) particle).intValue());
  }

  /** Where the trial's note says that its particle is; empty if it is another's note. */
  private Optional<Motion> motion(Trial trial) {
    List<Double> place = numbers(trial.note(), PLACE);
    List<Double> velocity = numbers(trial.note(), VELOCITY);
    boolean fits = place.size() == parameters.size() && velocity.size() == parameters.size();
    return fits ? Optional.of(new Motion(place, velocity)) : Optional.empty();
  }

  private static List<Double> numbers(Note note, String key) {
    return note.find(key).orElse(null) instanceof List<?> list
        ? list.stream().filter(Double.class::isInstance).map(Double.class::cast).toList()
        : List.of();
  }
}
