package drover.core;

import drover.core.config.Section;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * A kind of objective that a study file can name. It knows how to check the {@code objective}
 * section before anything starts; {@link #implementation} is made only where trials run.
 */
public interface ObjectiveType {

  /** The name in {@code objective.type}; its defaults stand at {@code objective.<name>}. */
  String name();

  /** The class that evaluates trials: public, with a public constructor without arguments. */
  String implementation();

  /**
   * True if trials need a worker process of their own (native code that may crash or hold memory);
   * false if they may run in the task's thread. {@code trial.isolation} overrides it.
   */
  boolean needsProcess();

  /**
   * The parameters that the objective itself knows: where the study file gives none of a name below
   * {@code objective.params}, the range of this parameter stands there. Notes no mistakes: {@link
   * #check} comes after it.
   *
   * @param objective what the study file says
   */
  default SearchSpace space(Section objective, Configuration hadoop) {
    return SearchSpace.EMPTY;
  }

  /**
   * Reads the whole section, ranges and all, and notes every mistake in it, and in the data files
   * that it names.
   *
   * @param hadoop how to reach data files, the study's own settings included
   */
  Plan check(Section objective, Configuration hadoop);

  /**
   * What the driver must know of an objective.
   *
   * @param budget the full budget of a trial in the objective's unit, at least 1
   * @param files data files as the study file names them, to be made local on each executor
   * @param metrics names of the metrics it measures: allowed goals; empty if it cannot be known
   * @param defaultGoal the goal if the study file names none
   * @param needs what a trial takes, by its section without ranges; empty if that is not known, or
   *     if it cannot run
   */
  record Plan(
      int budget,
      List<String> files,
      List<String> metrics,
      Goal defaultGoal,
      Function<Section, Optional<Needs>> needs) {
    public Plan {
      files = List.copyOf(files);
      metrics = List.copyOf(metrics);
    }

    /** A plan for trials of which nothing is known. */
    public Plan(int budget, List<String> files, List<String> metrics, Goal defaultGoal) {
      this(budget, files, metrics, defaultGoal, section -> Optional.empty());
    }
  }
}
