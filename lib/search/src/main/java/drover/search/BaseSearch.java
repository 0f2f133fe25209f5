package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Where a multi-fidelity search takes the params of its base trials from: another search algorithm,
 * one searcher of it for each rung, since losses of different budgets do not compare. As in BOHB
 * (Falkner et al. 2018, section 3.2), the searcher of the largest budget that has enough
 * observations proposes, and a part of the points is drawn at random whatever was learned.
 *
 * <p>To each searcher the trials are a study of its own, as long as the whole one, in which those
 * of other rungs failed. What a searcher noted comes back to it alone.
 */
final class BaseSearch {

  private static final String RUNG = "searcher-rung";

  private final SearchContext context;
  private final Rungs rungs;
  private final String name;
  private final double randomFraction;
  private final List<Level> levels = new ArrayList<>();
  private final Unseen unseen;

  /** The searcher of one rung. */
  private static final class Level {
    private final Searcher searcher;
    private final Map<Integer, Trial> running = new HashMap<>();
    private int learned;

    Level(Searcher searcher) {
      this.searcher = searcher;
    }

    void asked(Trial trial, Note note) {
      Trial own = own(trial, note);
      running.put(trial.id(), own);
      searcher.asked(own);
    }

    /** The point is another rung's: it is not to be asked again, and teaches nothing. */
    void seen(Trial trial) {
      Trial own = own(trial, Note.EMPTY);
      searcher.asked(own);
      searcher.told(own, new Outcome.Failed("it ran with another budget"));
    }

    private Trial own(Trial trial, Note note) {
      return new Trial(trial.id(), trial.params(), trial.budget(), note);
    }

    void told(Trial trial, Outcome outcome) {
      Trial own = running.remove(trial.id());
      if (own != null) {
        searcher.told(own, outcome);
        learned += outcome instanceof Outcome.Failed ? 0 : 1;
      }
    }
  }

  private record Algorithm(String name, Function<SearchContext, Searcher> create) {}

  private BaseSearch(SearchContext context, Rungs rungs, Algorithm algorithm, double random) {
    this.context = context;
    this.rungs = rungs;
    this.name = algorithm.name();
    this.randomFraction = random;
    this.unseen = new Unseen(context.space());
    for (int budget : rungs.budgets()) {
      levels.add(new Level(algorithm.create().apply(withBudget(context, budget))));
    }
  }

  /** Reads {@code searcher} and {@code random-fraction}. */
  static BaseSearch read(SearchContext context, Rungs rungs, Section settings) {
    Map<String, Function<Section, Algorithm>> readers = new TreeMap<>();
    for (String name : Searchers.ofFullBudget()) {
      readers.put(
          name, section -> new Algorithm(name, own -> Searchers.create(name, own, section)));
    }
    Algorithm algorithm = settings.variant("searcher", "search", readers);
    return new BaseSearch(context, rungs, algorithm, settings.real("random-fraction", 0, 1));
  }

  /**
   * What one rung's searcher knows of the study; it is the whole search that refuses more goals.
   */
  private static SearchContext withBudget(SearchContext context, int budget) {
    return new SearchContext(
        context.space(),
        context.seed(),
        context.trials(),
        context.window(),
        budget,
        context.goals().subList(0, 1));
  }

  /** The search algorithm's name. */
  String name() {
    return name;
  }

  /** True if every point of the space was asked. */
  boolean isExhausted() {
    return unseen.isEmpty();
  }

  /** A trial of an unseen point; empty if there is none. */
  Optional<Trial> propose(int id, int budget, Note note) {
    RandomGenerator random = Randomness.of(context.seed(), id, "base");
    if (random.nextDouble() >= randomFraction) {
      int rung = informed();
      Optional<Trial> own = levels.get(rung).searcher.propose(id);
      if (own.isPresent() && unseen.contains(own.get().params())) {
        Note joined = joined(note, own.get().note(), rung);
        return Optional.of(new Trial(id, own.get().params(), budget, joined));
      }
    }
    return unseen.sample(random).map(params -> new Trial(id, params, budget, note));
  }

  /** The largest rung with enough observations; the first if there is none. */
  private int informed() {
    int enough = context.space().parameters().size() + 3;
    int rung = rungs.count() - 1;
    while (rung > 0 && levels.get(rung).learned < enough) {
      rung--;
    }
    return rung;
  }

  /** A trial of any rung, or of none, was asked. */
  void asked(Trial trial) {
    unseen.remove(trial.params());
    int own = rungs.indexOf(trial.budget());
    for (int rung = 0; rung < levels.size(); rung++) {
      if (rung != own) {
        levels.get(rung).seen(trial);
      } else {
        boolean noted = trial.note().find(RUNG).map(r -> r.equals((long) own)).orElse(false);
        levels.get(rung).asked(trial, noted ? trial.note() : Note.EMPTY);
      }
    }
  }

  /** The trial came to its end. */
  void told(Trial trial, Outcome outcome) {
    int rung = rungs.indexOf(trial.budget());
    if (rung >= 0) {
      levels.get(rung).told(trial, outcome);
    }
  }

  private static Note joined(Note note, Note own, int rung) {
    if (own.values().isEmpty()) {
      return note;
    }
    Map<String, Object> values = new HashMap<>(own.values());
    values.putAll(note.values());
    values.put(RUNG, (long) rung);
    return new Note(values);
  }
}
