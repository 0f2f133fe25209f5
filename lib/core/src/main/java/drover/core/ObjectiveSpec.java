package drover.core;

import java.io.Serializable;
import java.util.List;

/**
 * What an executor must know of a study's objective to run its trials: sent once per executor.
 *
 * @param implementation name of the {@link Objective} class that evaluates trials
 * @param template JSON of the study file's {@code objective}, with its ranges; a trial's params
 *     take their places
 * @param defaults path below {@code drover} in {@code reference.conf} of the section's defaults,
 *     such as {@code objective.dl4j}
 * @param goals what the study wants; one loss per goal, at least one
 * @param seed the study's seed
 * @param files data files as the study file names them, to be made local on each executor
 */
public record ObjectiveSpec(
    String implementation,
    String template,
    String defaults,
    List<Goal> goals,
    long seed,
    List<String> files)
    implements Serializable {
  public ObjectiveSpec {
    goals = List.copyOf(goals);
    files = List.copyOf(files);
  }
}
