package drover.jobs.compare;

import drover.core.config.MistakesException;
import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.jobs.study.HadoopConf;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudyLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Studies that differ in what the section {@code compare} of their file says.
 *
 * @param location where the comparison's own files go, beside the folders of its arms
 * @param target the value of the goal that an arm is timed to; empty: none
 * @param arms name to study, in the order of the file; at least one
 */
public record Comparison(
    StudyLocation location, Optional<Double> target, Map<String, StudyDefinition> arms) {

  /**
   * Reads all arms.
   *
   * @throws MistakesException with the mistakes of all of them
   */
  public static Comparison load(String file, List<String> overrides) {
    StudyFile common = StudyFile.load(file, overrides, HadoopConf.of(overrides));
    Section compare = common.compare();
    Optional<Double> target =
        compare.realOr("none", "target", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    List<String> names = common.arms();
    if (names.isEmpty()) {
      compare.mistake(
          "arms", "must name what is to be compared, such as { adam { … }, sgd { … } }");
    }
    Set<String> mistakes = new LinkedHashSet<>();
    try {
      common.finish();
    } catch (MistakesException e) {
      mistakes.addAll(e.mistakes());
    }
    Map<String, StudyDefinition> arms = new LinkedHashMap<>();
    for (String name : names) {
      try {
        arms.put(name, StudyDefinition.loadArm(file, overrides, name));
      } catch (MistakesException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new MistakesException(new ArrayList<>(mistakes));
    }
    return new Comparison(StudyLocation.of(file, overrides), target, arms);
  }
}
