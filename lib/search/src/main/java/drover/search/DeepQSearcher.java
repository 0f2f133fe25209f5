package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Deep Q-learning over whole trials, after Hyp-RL (Jomaa, Grabocka and Schmidt-Thieme 2019): the
 * state is the history of the study, an action the params of the next trial, the reward how good
 * they turn out ({@link Rewards}), and a {@link QNetwork} tells the value of an action in a state.
 *
 * <p>The history is summed up in how far the study is, the last reward and the moving average of
 * rewards. An action is drawn as a set of points near the best trials, by crossover and mutation
 * with steps that shrink; the one of the largest value is taken, or with probability ε any point of
 * the space. The first trials are a Latin hypercube.
 *
 * <p>After each outcome the network is trained on batches of past trials towards (1 − γ) r + γ max
 * Q′(s, ·), by a target network Q′ that is a copy of some steps ago (Mnih et al. 2015), where the
 * maximum is over a few past actions. What a trial scores does not depend on when it is tried, so
 * each is learned again as if it were tried now: in the present state, with its present reward.
 * (Otherwise the network puts the progress of a study down to the state instead of the actions.) A
 * part of each batch comes from the best trials, near which the next actions lie. Long studies
 * train more seldom, so that the work of a trial stays bounded.
 */
final class DeepQSearcher implements Searcher {

  /** Up to so many trials the network is trained after each, then in inverse proportion. */
  private static final int OFTEN = 500;

  /** Over how many past actions the target's maximum is taken. */
  private static final int NEXT_ACTIONS = 16;

  /** How many numbers sum up the history. */
  private static final int STATE = 3;

  /** Which part of the moving average of rewards stays with each new one. */
  private static final double MEMORY = 0.9;

  /** How it learns; {@code reference.conf} says what each means. */
  record Settings(
      int design,
      int best,
      int actions,
      double firstStep,
      double lastStep,
      double firstEpsilon,
      double lastEpsilon,
      double gamma,
      double rewardPower,
      int hidden,
      double learningRate,
      int batch,
      int updates,
      double replayBest,
      int targetEvery) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("design", 1, 10_000),
          (int) settings.integer("best", 1, 1000),
          (int) settings.integer("actions", 1, 10_000),
          settings.real("first-step", 1e-6, 0.5),
          settings.real("last-step", 1e-6, 0.5),
          settings.real("first-epsilon", 1e-6, 1),
          settings.real("last-epsilon", 1e-6, 1),
          settings.real("gamma", 0, 0.99),
          settings.real("reward-power", 1, 100),
          (int) settings.integer("hidden", 1, 1000),
          settings.real("learning-rate", 1e-6, 1),
          (int) settings.integer("batch", 1, 1000),
          (int) settings.integer("updates", 0, 1000),
          settings.real("replay-best", 0, 1),
          (int) settings.integer("target-every", 1, 100_000));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final Unseen unseen;
  private final Rewards rewards;
  private final LatinHypercube design;
  private final ActionEncoding encoding;
  private final QNetwork network;
  private final QNetwork target;
  private final List<Ranked> past = new ArrayList<>();

  /** The best trials so far, best first. */
  private final List<Ranked> best = new ArrayList<>();

  private double lastReward;
  private double meanReward;
  private int updates;

  private DeepQSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.unseen = new Unseen(context.space());
    this.rewards = new Rewards(settings.rewardPower());
    this.design = new LatinHypercube(context.space(), context.seed(), settings.design());
    this.encoding = new ActionEncoding(context.space());
    int inputs = encoding.size() + STATE;
    this.network = newNetwork(context, inputs, settings.hidden());
    this.target = newNetwork(context, inputs, settings.hidden());
  }

  private static QNetwork newNetwork(SearchContext context, int inputs, int hidden) {
    RandomGenerator random = Randomness.of(context.seed(), -1, "network");
    return new QNetwork(inputs, hidden, random);
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("deep-q", context, section);
    Settings settings = Settings.read(section);
    Searchers.requireTrials("design", settings.design(), context, section);
    return new DeepQSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "deep-q");
    return params(id, random).map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Params> params(int id, RandomGenerator random) {
    if (id < settings.design()) {
      return design.unseen(id, unseen, random);
    }
    double epsilon = shrinking(settings.firstEpsilon(), settings.lastEpsilon(), id);
    if (best.isEmpty() || random.nextDouble() < epsilon) {
      return unseen.sample(random);
    }
    double step = shrinking(settings.firstStep(), settings.lastStep(), id);
    List<Params> actions =
        Stream.generate(() -> action(step, random))
            .limit(settings.actions())
            .filter(unseen::contains)
            .toList();
    return actions.isEmpty() ? unseen.sample(random) : Optional.of(greedy(actions));
  }

  private Params greedy(List<Params> actions) {
    Params greedy = actions.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (Params action : actions) {
      double value = network.value(input(action));
      if (value > most) {
        most = value;
        greedy = action;
      }
    }
    return greedy;
  }

  /** A point near the best trials: of one or two of them, with a random share of it mutated. */
  private Params action(double step, RandomGenerator random) {
    Params own = anyBest(random).trial().params();
    Params mate = anyBest(random).trial().params();
    Crossover crossover = random.nextBoolean() ? Crossover.blend() : Crossover.none();
    double rate = random.nextDouble();
    return context
        .space()
        .build(
            parameter -> {
              Optional<Object> value = crossover.inherited(parameter, own, mate, random);
              if (value.isEmpty()) {
                return parameter.at(random.nextDouble());
              }
              return random.nextDouble() < rate
                  ? Mutation.mutate(parameter, value.get(), step, random)
                  : value.get();
            });
  }

  private Ranked anyBest(RandomGenerator random) {
    return best.get(random.nextInt(best.size()));
  }

  /** From the first to the last over the study's trials, geometrically. */
  private double shrinking(double first, double last, int id) {
    return first * StrictMath.pow(last / first, Math.min(1, (double) id / context.trials()));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Ranked.of(trial, outcome).ifPresent(this::learn);
  }

  private void learn(Ranked ranked) {
    rewards.add(ranked);
    past.add(ranked);
    best.add(-Collections.binarySearch(best, ranked) - 1, ranked);
    if (best.size() > settings.best()) {
      best.remove(settings.best());
    }
    lastReward = rewards.of(ranked);
    meanReward += (1 - MEMORY) * (lastReward - meanReward);
    if (past.size() % (1 + past.size() / OFTEN) == 0) {
      RandomGenerator random = Randomness.of(context.seed(), ranked.trial().id(), "replay");
      for (int i = 0; i < settings.updates(); i++) {
        update(random);
      }
    }
  }

  private void update(RandomGenerator random) {
    if (updates % settings.targetEvery() == 0) {
      target.copyFrom(network);
    }
    updates++;
    double next = settings.gamma() > 0 ? settings.gamma() * bestNext(random) : 0;
    for (int i = 0; i < settings.batch(); i++) {
      boolean fromBest = random.nextDouble() < settings.replayBest();
      Ranked trial = fromBest ? anyBest(random) : anyPast(random);
      double reward = (1 - settings.gamma()) * rewards.of(trial);
      network.learn(input(trial.trial().params()), reward + next);
    }
    network.step(settings.learningRate());
  }

  /** max Q′(s, ·) over a few past actions. */
  private double bestNext(RandomGenerator random) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < NEXT_ACTIONS; i++) {
      most = Math.max(most, target.value(input(anyPast(random).trial().params())));
    }
    return most;
  }

  private Ranked anyPast(RandomGenerator random) {
    return past.get(random.nextInt(past.size()));
  }

  /** The action in the present state. */
  private double[] input(Params action) {
    double progress = Math.min(1, (double) past.size() / context.trials());
    return encoding.encode(action, progress, lastReward, meanReward);
  }
}
