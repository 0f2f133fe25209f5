package drover.dl4j;

import drover.core.config.Section;
import drover.dl4j.data.Fold;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a trial is trained.
 *
 * @param seeds trainings on the same examples with other first weights and another order; at least
 *     1
 * @param folds parts that score in turn, at least 2; 0 for none, where one fixed part scores
 */
record RunSettings(int seeds, int folds) {

  static RunSettings read(Section training) {
    return new RunSettings(
        (int) training.integer("seeds", 1, 1000),
        training.integerOr("none", "folds", 2, 1000).orElse(0L).intValue());
  }

  /** True if there are several, so that metrics have a mean and a spread. */
  boolean areSeveral() {
    return seeds > 1 || folds > 1;
  }

  /** The parts that score, the first one first. */
  List<Fold> parts() {
    return folds == 0
        ? List.of(Fold.NONE)
        : IntStream.range(0, folds).mapToObj(number -> new Fold(number, folds)).toList();
  }
}
