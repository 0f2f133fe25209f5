package drover.search;

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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tabular Q-learning (Watkins and Dayan 1992) over the parameters, decided one after another, in
 * the manner of MetaQNN (Baker et al. 2017, Designing neural network architectures using
 * reinforcement learning).
 *
 * <p>A state is the sequence of decisions so far, an action the bin of the next parameter's value
 * ({@link Bins}), or its option. The reward comes at the end ({@link Rewards}). Each outcome is
 * learned together with a replay of past trials, backwards along their trajectories: Q(s, a) ← Q(s,
 * a) + α (γ max Q(s′, ·) − Q(s, a)), with the reward in place of the maximum after the last
 * decision (eq. 1 of Watkins and Dayan).
 *
 * <p>Most states are met once, so an action's value is mixed with that of the same bin over all
 * states, as rapid action value estimation does in tree search (Gelly and Silver 2011): weight n/(n
 * + k) for the state's own after n visits. Inside a bin, the value is found by further binary
 * decisions of the same kind.
 *
 * <p>Decisions are ε-greedy: the first trials explore only, then ε shrinks geometrically.
 */
final class QLearningSearcher implements Searcher {

  /** How it learns; {@code reference.conf} says what each means. */
  record Settings(
      double alpha,
      double gamma,
      double explore,
      double firstEpsilon,
      double lastEpsilon,
      int replay,
      int replayBest,
      int bins,
      int visitsToSplit,
      double rewardPower,
      double shared) {

    static Settings read(Section settings) {
      return new Settings(
          settings.real("alpha", 0, 1),
          settings.real("gamma", 0, 1),
          settings.real("explore", 0, 1),
          settings.real("first-epsilon", 1e-6, 1),
          settings.real("last-epsilon", 1e-6, 1),
          (int) settings.integer("replay", 0, 1000),
          (int) settings.integer("replay-best", 0, 1000),
          (int) settings.integer("bins", 1, 1000),
          (int) settings.integer("visits-to-split", 1, 10_000),
          settings.real("reward-power", 1, 100),
          settings.real("shared", 0, 1e6));
    }
  }

  /** A decision of a past trial. */
  private record Step(Bins bins, double position, DecisionState state, int action) {}

  /** A past trial with its decisions in their order. */
  private record Trajectory(Ranked ranked, List<Step> steps) {}

  private final SearchContext context;
  private final Settings settings;
  private final Unseen unseen;
  private final Rewards rewards;
  private final Map<String, Bins> bins = new HashMap<>();
  private final Optional<DecisionState> start;
  private final List<Trajectory> past = new ArrayList<>();

  /** The best past trials, best first. */
  private final List<Trajectory> best = new ArrayList<>();

  private QLearningSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.unseen = new Unseen(context.space());
    this.rewards = new Rewards(settings.rewardPower());
    List<Parameter> parameters = context.space().parameters();
    for (Parameter parameter : parameters) {
      bins.put(parameter.name(), new Bins(parameter, settings.bins()));
    }
    this.start = parameters.stream().findFirst().map(this::bins).map(Bins::state);
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("q-learning", context, section);
    return new QLearningSearcher(context, Settings.read(section));
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "q-learning");
    return unseen
        .first(random, () -> decide(epsilon(id), random))
        .map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Ranked.of(trial, outcome).ifPresent(this::learn);
  }

  /** Decides one parameter after another. */
  private Params decide(double epsilon, RandomGenerator random) {
    List<Optional<DecisionState>> state = new ArrayList<>(List.of(start));
    return context
        .space()
        .build(
            parameter -> {
              Bins bins = bins(parameter);
              Optional<DecisionState> here = state.get(0);
              int action =
                  random.nextDouble() < epsilon
                      ? random.nextInt(bins.size())
                      : greedy(bins, here, random);
              state.set(0, here.flatMap(s -> s.find(action)));
              return parameter.at(bins.draw(action, epsilon, random));
            });
  }

  /** The action of the largest value; any of them if several have it. */
  private int greedy(Bins bins, Optional<DecisionState> state, RandomGenerator random) {
    int first = random.nextInt(bins.size());
    int greedy = first;
    for (int i = 1; i < bins.size(); i++) {
      int action = (first + i) % bins.size();
      if (value(bins, state, action) > value(bins, state, greedy)) {
        greedy = action;
      }
    }
    return greedy;
  }

  private double value(Bins bins, Optional<DecisionState> state, int action) {
    double visits = state.map(s -> s.visits(action)).orElse(0);
    if (visits == 0) {
      return bins.value(action);
    }
    double weight = visits / (visits + settings.shared());
    return weight * state.get().value(action) + (1 - weight) * bins.value(action);
  }

  private double epsilon(int id) {
    double done = (double) id / context.trials();
    if (done < settings.explore()) {
      return 1;
    }
    double progress = Math.min(1, (done - settings.explore()) / (1 - settings.explore()));
    return settings.firstEpsilon()
        * StrictMath.pow(settings.lastEpsilon() / settings.firstEpsilon(), progress);
  }

  private void learn(Ranked ranked) {
    rewards.add(ranked);
    Trajectory trajectory = visit(ranked);
    past.add(trajectory);
    int at =
        Collections.binarySearch(
            best, trajectory, (one, other) -> one.ranked().compareTo(other.ranked()));
    best.add(-at - 1, trajectory);
    if (best.size() > settings.replayBest()) {
      best.remove(best.size() - 1);
    }
    update(trajectory);
    RandomGenerator random = Randomness.of(context.seed(), ranked.trial().id(), "replay");
    for (int i = 0; i < settings.replay(); i++) {
      update(past.get(random.nextInt(past.size())));
    }
    best.forEach(this::update);
  }

  /** Counts the trial in the states and bins that it went through. */
  private Trajectory visit(Ranked ranked) {
    List<Step> steps = new ArrayList<>();
    for (Parameter parameter : context.space().parameters()) {
      ranked
          .trial()
          .params()
          .find(parameter.name())
          .ifPresent(value -> steps.add(step(parameter, value, steps)));
    }
    for (Step step : steps) {
      step.bins().visit(step.position(), settings.visitsToSplit());
      step.state().visit(step.action());
    }
    return new Trajectory(ranked, steps);
  }

  private Step step(Parameter parameter, Object value, List<Step> before) {
    Bins bins = bins(parameter);
    double position = parameter.position(value);
    DecisionState state = start.orElseThrow();
    if (!before.isEmpty()) {
      Step last = before.get(before.size() - 1);
      state = last.state().after(last.action(), bins.size());
    }
    return new Step(bins, position, state, bins.bin(position));
  }

  /** Learns a trial from its last decision to its first. */
  private void update(Trajectory trajectory) {
    double reward = rewards.of(trajectory.ranked());
    double target = reward;
    List<Step> steps = trajectory.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      step.state().learn(step.action(), target, settings.alpha());
      target = settings.gamma() * step.state().best();
      step.bins().learn(step.position(), reward, settings.alpha());
    }
  }

  private Bins bins(Parameter parameter) {
    return Objects.requireNonNull(bins.get(parameter.name()));
  }
}
