package drover.core;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** An HDFS of one name node and one data node inside the test's JVM, on loopback. */
public final class MiniHdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private MiniHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts an empty HDFS with its blocks below {@code dir}; takes some seconds. */
  public static MiniHdfs start(Path dir) throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, dir.toString());
    conf.setInt("dfs.replication", 1);
    return new MiniHdfs(new MiniDFSCluster.Builder(conf).numDataNodes(1).build());
  }

  /** {@code hdfs://127.0.0.1:port}. */
  public URI uri() {
    return cluster.getURI();
  }

  /** A client's settings, with this HDFS as the default file system. */
  public Configuration conf() {
    return new Configuration(cluster.getConfiguration(0));
  }

  /** A client of its own: neither shared nor cached. The caller closes it. */
  public FileSystem newFileSystem() throws IOException {
    return FileSystem.newInstance(uri(), conf());
  }

  /** Stops the HDFS; what it held is gone. */
  @Override
  public void close() {
    cluster.shutdown(true);
  }
}
