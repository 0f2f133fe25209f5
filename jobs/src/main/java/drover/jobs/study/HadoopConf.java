package drover.jobs.study;

import drover.core.config.StudyFile;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration as Spark will have it, before there is a Spark context. */
public final class HadoopConf {

  private static final String PREFIX = "spark.hadoop.";

  private HadoopConf() {}

  /**
   * Hadoop's files on the classpath, and {@code spark.hadoop.*} of {@code spark-submit} and of a
   * job's arguments: all that can be known before the study file is read, which may need it.
   *
   * @param overrides {@code key=value}
   */
  public static Configuration of(List<String> overrides) {
    Configuration conf = new Configuration();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> set(conf, name, System.getProperty(name)));
    return with(conf, StudyFile.spark(overrides));
  }

  /** Adds {@code spark.hadoop.*} of the study file. */
  static Configuration with(Configuration process, Map<String, String> spark) {
    Configuration conf = new Configuration(process);
    spark.forEach((name, value) -> set(conf, name, value));
    return conf;
  }

  private static void set(Configuration conf, String name, String value) {
    if (name.startsWith(PREFIX)) {
      conf.set(name.substring(PREFIX.length()), value);
    }
  }
}
