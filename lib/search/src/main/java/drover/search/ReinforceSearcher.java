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
 * Policy gradient over the parameters (REINFORCE, Williams 1992), as used for architectures by Zoph
 * and Le (2017, Neural architecture search with reinforcement learning) and, with one distribution
 * per decision, by Dong and Yang (2020, NAS-Bench-201).
 *
 * <p>Each parameter has a {@link Policy}; a trial decides one active parameter after another. Each
 * outcome takes a step along (R − b) ∇ log π of the trial's values (Williams, eq. 6), where R is
 * its reward among all trials so far ({@link Rewards}) and b the moving average of rewards, and a
 * step along the gradient of the policies' entropy, so that they do not settle too early.
 *
 * <p>Then come steps along ∇ log π of the best trials so far, so that none of them is forgotten:
 * priority queue training (Abolafia, Norouzi, Shen, Zhao and Le 2018, eq. 3).
 */
final class ReinforceSearcher implements Searcher {

  /** How it learns; {@code reference.conf} says what each means. */
  record Settings(
      double learningRate,
      double baseline,
      double entropy,
      double rewardPower,
      int best,
      double bestRate) {

    static Settings read(Section settings) {
      return new Settings(
          settings.real("learning-rate", 0, 1),
          settings.real("baseline", 0, 1),
          settings.real("entropy", 0, 10),
          settings.real("reward-power", 1, 100),
          (int) settings.integer("best", 1, 1000),
          settings.real("best-rate", 0, 1));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final Unseen unseen;
  private final Rewards rewards;
  private final Map<String, Policy> policies = new HashMap<>();

  /** The best trials so far, best first. */
  private final List<Ranked> best = new ArrayList<>();

  /** The moving average of rewards; at first that of trials whose ranks are drawn. */
  private double baseline;

  private ReinforceSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.unseen = new Unseen(context.space());
    this.rewards = new Rewards(settings.rewardPower());
    this.baseline = 1 / (settings.rewardPower() + 1);
    for (Parameter parameter : context.space().parameters()) {
      policies.put(parameter.name(), Policy.of(parameter));
    }
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("reinforce", context, section);
    return new ReinforceSearcher(context, Settings.read(section));
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "reinforce");
    return unseen
        .first(random, () -> context.space().build(parameter -> policy(parameter).draw(random)))
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

  private void learn(Ranked ranked) {
    rewards.add(ranked);
    double advantage = rewards.of(ranked) - baseline;
    baseline += (1 - settings.baseline()) * advantage;
    learn(ranked.trial().params(), settings.learningRate() * advantage);
    best.add(-Collections.binarySearch(best, ranked) - 1, ranked);
    if (best.size() > settings.best()) {
      best.remove(settings.best());
    }
    double step = settings.learningRate() * settings.bestRate() / settings.best();
    best.forEach(good -> learn(good.trial().params(), step));
    double broader = settings.learningRate() * settings.entropy();
    policies.values().forEach(policy -> policy.broaden(broader));
  }

  private void learn(Params params, double step) {
    for (Parameter parameter : context.space().parameters()) {
      params.find(parameter.name()).ifPresent(value -> policy(parameter).learn(value, step));
    }
  }

  private Policy policy(Parameter parameter) {
    return Objects.requireNonNull(policies.get(parameter.name()));
  }
}
