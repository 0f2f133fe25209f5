package drover.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** This machine's files behind a connection that breaks, {@code flaky:/path}. */
public final class FlakyFileSystem extends RawLocalFileSystem {

  /** How many more files cannot be opened or begun. */
  static final AtomicInteger FAILURES = new AtomicInteger();

  /** Settings that bring this file system, sound so far. */
  static Configuration sound() {
    FAILURES.set(0);
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.flaky.impl", FlakyFileSystem.class, FileSystem.class);
    return hadoop;
  }

  private static void failSometimes() throws IOException {
    if (FAILURES.getAndUpdate(failures -> Math.max(0, failures - 1)) > 0) {
      throw new IOException("connection reset");
    }
  }

  @Override
  public URI getUri() {
    return URI.create("flaky:///");
  }

  @Override
  public String getScheme() {
    return "flaky";
  }

  /** Without permissions, which the local file system asks for by paths of its own. */
  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(file -> new FileStatus(file.getLen(), file.isDirectory(), 1, 1, 0, file.getPath()))
        .toArray(FileStatus[]::new);
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    failSometimes();
    return super.open(path, buffer);
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
    failSometimes();
    return super.create(path, permission, overwrite, buffer, replication, blockSize, progress);
  }
}
