package drover.jobs.study;

import drover.core.HadoopFiles;
import drover.core.config.MistakesException;
import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.core.config.StudySettings;
import drover.core.space.SearchSpace;
import drover.core.study.StudyFolder;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where a study lies, for those who do not run it themselves: nothing else of its file is checked,
 * since the data and classes that it names may be known to the driver's machine alone.
 *
 * @param dir the folder of all studies, as the file gives it
 * @param folder the study's own, which need not exist
 * @param hadoop Hadoop's configuration, the study's own settings included
 * @param space the space that it searches
 * @param runs where each run that another machine waits for leaves how it ended
 */
public record StudyLocation(
    String dir, StudyFolder folder, StudyFolder runs, Configuration hadoop, SearchSpace space) {

  /**
   * Reads the place of a study from its file.
   *
   * @param file a path or a Hadoop URI
   * @param overrides {@code key=value}, each replacing a value of the file
   * @throws MistakesException if the study's name, folder or ranges are wrong
   */
  public static StudyLocation of(String file, List<String> overrides) {
    Configuration process = HadoopConf.of(overrides);
    StudyFile read = StudyFile.load(file, overrides, process);
    Configuration hadoop = HadoopConf.with(process, read.spark());
    Section study = read.section("study");
    String name = StudySettings.name(study, read.baseName());
    String dir = study.text("dir");
    read.mistakes().throwIfAny();
    try {
      StudyFolder folder = StudyFolder.of(dir, name, hadoop);
      StudyFolder runs = new StudyFolder(new Path(folder.root(), "runs"), hadoop);
      return new StudyLocation(dir, folder, runs, hadoop, read.template().space());
    } catch (IOException | IllegalArgumentException e) {
      study.mistake("dir", "cannot be read: " + HadoopFiles.reason(e));
      throw new MistakesException(read.mistakes().found());
    }
  }

  /**
   * Refuses a folder that means another one to a driver on another machine.
   *
   * @throws MistakesException if it is local and relative to the working directory
   */
  public void refuseIfNotShared() {
    if (folder.root().toUri().getScheme().equals("file") && !new Path(dir).isAbsolute()) {
      throw new MistakesException(
          List.of(
              "study.dir: '"
                  + dir
                  + "' is relative to a working directory, which a driver on the cluster does not"
                  + " share; give a URI such as hdfs:///studies, or an absolute path on a disk that"
                  + " all machines share"));
    }
  }
}
