import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A real HDFS and a real YARN of one node on loopback, in a JVM of their own: Hadoop's servers bring
 * other versions of Spark's libraries. Run from its source with target/yarn/hadoop on the class path;
 * lives until its standard input closes.
 */
public final class HadoopCluster {

  /**
   * Starts it.
   *
   * @param args an existing folder for its files; the folder for its configuration, which exists when
   *     the cluster runs
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("test.build.data", args[0]);
    Configuration conf = new YarnConfiguration();
    conf.set("hdfs.minidfs.basedir", args[0] + "/dfs");
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    conf.set("yarn.scheduler.minimum-allocation-mb", "256");
    conf.set("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "12288");
    conf.set("yarn.nodemanager.resource.memory-mb", "12288");
    // The machine may be full, and shared.
    conf.set("yarn.nodemanager.pmem-check-enabled", "false");
    conf.set("yarn.nodemanager.vmem-check-enabled", "false");
    conf.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.5");
    conf.set("yarn.nodemanager.delete.debug-delay-sec", "600");
    conf.set("yarn.nodemanager.env-whitelist", "JAVA_HOME,DROVER_TEST");
    MiniDFSCluster dfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
    dfs.waitActive();
    conf.set("fs.defaultFS", dfs.getURI().toString());
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(conf);
    yarn.start();
    if (!yarn.waitForNodeManagersToConnect(60_000)) {
      throw new IllegalStateException("no NodeManager");
    }
    write(new Configuration(yarn.getConfig()), Path.of(args[1]));
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void write(Configuration conf, Path folder) throws Exception {
    // A class of the tests' that clients do not have.
    conf.set(
        "net.topology.node.switch.mapping.impl", "org.apache.hadoop.net.ScriptBasedMapping");
    Path temporary = Files.createDirectory(folder.resolveSibling(folder.getFileName() + ".new"));
    for (String name : new String[] {"core-site.xml", "hdfs-site.xml", "yarn-site.xml"}) {
      try (OutputStream file = Files.newOutputStream(temporary.resolve(name))) {
        conf.writeXml(file);
      }
    }
    Files.move(temporary, folder);
  }
}
