package drover.search.known;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.Optional;

/**
 * Tries known points before those of another searcher, which learns from them as from trials of
 * others. A known point takes the place of a trial without parent, at that trial's budget: what
 * continues a trial goes on as it would.
 */
public final class KnownFirstSearcher implements Searcher {

  private final KnownPoints known;
  private final Searcher searcher;

  /**
   * @param known what to try first
   * @param searcher what to try then
   */
  public KnownFirstSearcher(KnownPoints known, Searcher searcher) {
    this.known = known;
    this.searcher = searcher;
  }

  @Override
  public Optional<Trial> propose(int id) {
    Optional<Trial> own = searcher.propose(id);
    return own.filter(trial -> trial.parent().isEmpty())
        .flatMap(
            trial ->
                known
                    .next()
                    .map(
                        point ->
                            new Trial(
                                id,
                                point.params(),
                                trial.budget(),
                                Note.of(Note.REASON, point.reason()))))
        .or(() -> own);
  }

  @Override
  public void asked(Trial trial) {
    known.asked(trial.params());
    searcher.asked(trial);
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    known.told(trial.params(), outcome);
    searcher.told(trial, outcome);
  }

  @Override
  public String about() {
    return searcher.about();
  }

  @Override
  public boolean mayContinue(int id) {
    return searcher.mayContinue(id);
  }
}
