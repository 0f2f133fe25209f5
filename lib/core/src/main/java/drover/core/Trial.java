package drover.core;

import java.util.OptionalInt;

/**
 * One point of the search space that is to be, is being or was evaluated.
 *
 * @param id number of the trial within its study, from 0, without gaps
 * @param params the point
 * @param budget training budget of the whole lineage in the objective's unit (epochs for DL4J), at
 *     least 1
 * @param parent the trial whose weights this one starts from, or empty; always a smaller id
 * @param note what the searcher remembers of the proposal
 */
public record Trial(int id, Params params, int budget, OptionalInt parent, Note note) {

  public Trial {
    if (id < 0 || budget < 1) {
      throw new IllegalArgumentException("trial " + id + " with budget " + budget);
    }
    if (parent.isPresent() && parent.getAsInt() >= id) {
      throw new IllegalArgumentException("trial " + id + " with parent " + parent.getAsInt());
    }
  }

  /** A trial of its own, without parent. */
  public Trial(int id, Params params, int budget, Note note) {
    this(id, params, budget, OptionalInt.empty(), note);
  }
}
