package drover.core.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BufferedFSInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * HDFS as a journal sees it: of several writers one creates a file, its bytes are there after
 * {@code hsync}, and nobody can add any once another has recovered its lease. The files of {@code
 * grow://NAME/} are in memory, and what goes wrong is the business of the {@link FaultyStore} of
 * that name.
 */
@SuppressWarnings("NullAway.Init")
public final class GrowingFileSystem extends DistributedFileSystem {

  private URI uri;
  private FaultyStore store;
  private Bucket bucket;
  private int client;

  /** Settings that bring this file system to a client. */
  static void use(Configuration conf) {
    conf.setClass("fs.grow.impl", GrowingFileSystem.class, DistributedFileSystem.class);
    conf.setBoolean("fs.grow.impl.disable.cache", true);
  }

  /** Without a name node. */
  @Override
  public void initialize(URI name, Configuration conf) {
    setConf(conf);
    uri = URI.create("grow://" + name.getAuthority());
    store = FaultyStore.named(Objects.requireNonNull(name.getAuthority()));
    client = conf.getInt(ModelFileSystem.CLIENT, 0);
    bucket = store.client(client);
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getScheme() {
    return "grow";
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/");
  }

  @Override
  public short getDefaultReplication(Path path) {
    return 1;
  }

  @Override
  public long getDefaultBlockSize(Path path) {
    return 1;
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    byte[] bytes = bucket.get(key(path));
    return new FSDataInputStream(new BufferedFSInputStream(new ModelFileSystem.Bytes(bytes), 64));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    store.create(client, key(path), overwrite);
    return new FSDataOutputStream(new Growing(key(path)), null);
  }

  /** What was not flushed is lost with its writer. */
  private final class Growing extends ByteArrayOutputStream implements Syncable {
    private final String key;

    Growing(String key) {
      this.key = key;
    }

    @Override
    public void hflush() throws IOException {
      hsync();
    }

    @Override
    public void hsync() throws IOException {
      byte[] bytes = toByteArray();
      reset();
      store.append(client, key, bytes);
    }

    @Override
    public void close() throws IOException {
      if (size() > 0) {
        hsync();
      }
      store.close(client, key);
    }
  }

  @Override
  public boolean recoverLease(Path path) throws IOException {
    store.recoverLease(client, key(path));
    return true;
  }

  @Override
  public boolean isFileClosed(Path path) throws IOException {
    return store.isClosed(client, key(path));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    bucket.delete(key(path));
    return true;
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return ModelFileSystem.statuses(makeQualified(folder), bucket);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    byte[] bytes = bucket.get(key(path));
    return new FileStatus(bytes.length, false, 1, 1, 0, makeQualified(path));
  }

  /** There is no connection. */
  @Override
  public void close() {}
}
