package drover.jobs;

import drover.jobs.compare.Comparison;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudyLocation;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The arguments that name a study: its file, and what overrides it. */
final class StudyArguments {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The study file (a path or Hadoop URI).")
  private String file = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings that override the file's, such as study.trials=100.")
  private List<String> overrides = List.of();

  /** The whole study, without mistakes. */
  StudyDefinition definition() {
    return StudyDefinition.load(file, overrides);
  }

  /** The arms that the file's section {@code compare} names, each a whole study. */
  Comparison comparison() {
    return Comparison.load(file, overrides);
  }

  /** The training of a study without ranges, without mistakes. */
  StudyDefinition training() {
    return StudyDefinition.training(file, overrides);
  }

  /** Where it lies. */
  StudyLocation location() {
    return StudyLocation.of(file, overrides);
  }
}
