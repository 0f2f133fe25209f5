package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.space.SearchSpace;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Quasi-random search (Bousquet et al. 2017, Critical Hyper-Parameters: No Random, No Cry): the
 * trials are the points of a scrambled {@link Sobol} sequence over all parameters, whatever the
 * others scored. Points that were asked before are passed over; where the sequence meets no other,
 * the trial is any point that is left.
 */
final class SobolSearcher implements Searcher {

  /** Note: how many points of the sequence are used up with this trial. */
  private static final String USED = "used";

  private final SearchContext context;
  private final Sobol sobol;
  private final Unseen unseen;
  private int used;

  /**
   * A search of the points of a space.
   *
   * @param space the study's space or a part of it
   */
  SobolSearcher(SearchSpace space, SearchContext context) {
    this.context = context;
    this.sobol = new Sobol(space, context.seed());
    this.unseen = new Unseen(space);
  }

  /** Has no settings and takes any number of goals. */
  static Searcher create(SearchContext context, Section settings) {
    return new SobolSearcher(context.space(), context);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "sobol");
    Walk walk = new Walk(used);
    return unseen
        .first(random, walk::next)
        .map(params -> new Trial(id, params, context.budget(), Note.of(USED, (long) walk.at)));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
    if (trial.note().find(USED).orElse(null) instanceof Long now) {
      used = now.intValue();
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {}

  /** Goes along the sequence. */
  private final class Walk {
    private int at;

    Walk(int from) {
      this.at = from;
    }

    Params next() {
      return sobol.point(at++);
    }
  }
}
