package drover.core;

import drover.core.space.SearchSpace;
import java.util.List;

/**
 * What a searcher knows of its study when it is made.
 *
 * @param space the space to search
 * @param seed the study's seed: all randomness is a function of it, a trial id and a purpose
 * @param trials how many trials the study may run in all, at least 1
 * @param window how many trials may be in flight at once, at least 1; fixed when the study opens
 * @param budget the full budget of a trial, in the objective's unit, at least 1
 * @param goals what the study wants; one loss per goal
 */
public record SearchContext(
    SearchSpace space, long seed, int trials, int window, int budget, List<Goal> goals) {
  public SearchContext {
    goals = List.copyOf(goals);
  }
}
