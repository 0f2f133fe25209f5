package drover.jobs.study;

import drover.core.config.MistakesException;
import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.core.config.StudySettings;
import drover.core.space.SearchSpace;
import drover.core.study.StudyFolder;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * What a study file says of a study that ran already or runs elsewhere: where it lies, and what it
 * searches. Nothing else in the file is checked, neither is what it refers to (data, classes).
 *
 * @param folder the study's folder
 * @param hadoop Hadoop's configuration, the study's own settings included
 * @param space the space that it searches
 */
public record StudyLocation(StudyFolder folder, Configuration hadoop, SearchSpace space) {

  /**
   * Reads a study file.
   *
   * @param file a path or a Hadoop URI
   * @param overrides {@code key=value}, each replacing a value of the file
   * @throws MistakesException if the study's name, folder or ranges are wrong
   */
  public static StudyLocation of(String file, List<String> overrides) {
    Configuration process = HadoopConf.ofProcess();
    StudyFile read = StudyFile.load(file, overrides, process);
    Configuration hadoop = HadoopConf.with(process, read.spark());
    Section study = read.section("study");
    String name = StudySettings.name(study, read.baseName());
    String dir = study.text("dir");
    read.mistakes().throwIfAny();
    try {
      StudyFolder folder = StudyFolder.of(dir, name, hadoop);
      return new StudyLocation(folder, hadoop, read.template().space());
    } catch (IOException | IllegalArgumentException e) {
      study.mistake("dir", "cannot be read: " + e.getMessage());
      throw new MistakesException(read.mistakes().found());
    }
  }
}
