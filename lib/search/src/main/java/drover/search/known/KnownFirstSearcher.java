package drover.search.known;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Tries known points before those of another searcher, which learns from them as from trials of
 * others. A known point takes the place of a trial without parent, at that trial's budget: what
 * continues a trial goes on as it would.
 */
public final class KnownFirstSearcher implements Searcher {

  private final List<KnownPoints> known;
  private final Searcher searcher;

  /**
   * @param known what to try first, one list after another
   * @param searcher what to try then
   */
  public KnownFirstSearcher(List<? extends KnownPoints> known, Searcher searcher) {
    this.known = List.copyOf(known);
    this.searcher = searcher;
  }

  @Override
  public Optional<Trial> propose(int id) {
    Optional<Trial> own = searcher.propose(id);
    return own.filter(trial -> trial.parent().isEmpty())
        .flatMap(trial -> next().map(point -> inPlaceOf(trial, point)))
        .or(() -> own);
  }

  private Optional<KnownPoints.Known> next() {
    return known.stream().flatMap(points -> points.next().stream()).findFirst();
  }

  /** What the searcher has to say, it says of its search and not of the params. */
  private static Trial inPlaceOf(Trial own, KnownPoints.Known point) {
    String reason =
        own.note()
            .find(Note.REASON)
            .map(searchers -> point.reason() + "; " + searchers)
            .orElse(point.reason());
    return new Trial(own.id(), point.params(), own.budget(), Note.of(Note.REASON, reason));
  }

  @Override
  public void asked(Trial trial) {
    known.forEach(points -> points.asked(trial.params()));
    searcher.asked(trial);
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    known.forEach(points -> points.told(trial.params(), outcome));
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
