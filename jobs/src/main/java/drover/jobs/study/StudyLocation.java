package drover.jobs.study;

import drover.core.config.MistakesException;
import drover.core.config.StudyFile;
import drover.core.config.StudySettings;
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
 * @param runs where each run that another machine waits for leaves how it ended
 * @param hadoop Hadoop's configuration, the study's own settings included
 */
public record StudyLocation(
    String dir, StudyFolder folder, StudyFolder runs, Configuration hadoop) {

  /**
   * Reads the place of a study from its file.
   *
   * @param file a path or a Hadoop URI
   * @param overrides {@code key=value}, each replacing a value of the file
   * @throws MistakesException if the place cannot be known
   */
  public static StudyLocation of(String file, List<String> overrides) throws IOException {
    Configuration process = HadoopConf.ofProcess();
    StudyFile study = StudyFile.load(file, overrides, process);
    StudySettings settings = StudySettings.read(study.section("study"), study.baseName());
    study.mistakes().throwIfAny();
    Configuration hadoop = HadoopConf.with(process, study.spark());
    StudyFolder folder = StudyFolder.of(settings.dir(), settings.name(), hadoop);
    StudyFolder runs = new StudyFolder(new Path(folder.root(), "runs"), hadoop);
    return new StudyLocation(settings.dir(), folder, runs, hadoop);
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
