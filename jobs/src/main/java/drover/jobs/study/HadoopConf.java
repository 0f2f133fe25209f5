package drover.jobs.study;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration as Spark will have it, before there is a Spark context. */
public final class HadoopConf {

  private static final String PREFIX = "spark.hadoop.";

  private HadoopConf() {}

  /** Hadoop's files on the classpath, and {@code spark.hadoop.*} of {@code spark-submit}. */
  public static Configuration ofProcess() {
    Configuration conf = new Configuration();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> set(conf, name, System.getProperty(name)));
    return conf;
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
