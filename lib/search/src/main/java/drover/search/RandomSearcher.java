package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.Optional;

/**
 * Random search (Bergstra and Bengio 2012, Random Search for Hyper-Parameter Optimization): each
 * trial is drawn uniformly on every parameter's own scale, whatever the others scored. No point
 * comes twice.
 */
final class RandomSearcher implements Searcher {

  private final SearchContext context;
  private final Unseen unseen;

  private RandomSearcher(SearchContext context) {
    this.context = context;
    this.unseen = new Unseen(context.space());
  }

  /** Has no settings and takes any number of goals. */
  static Searcher create(SearchContext context, Section settings) {
    return new RandomSearcher(context);
  }

  @Override
  public Optional<Trial> propose(int id) {
    return unseen
        .sample(Randomness.of(context.seed(), id, "random"))
        .map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {}
}
