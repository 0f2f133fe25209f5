package drover.core.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BufferedFSInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * An object store: a file is there, whole, once its writer has closed it, and {@code overwrite =
 * false} is decided then. The objects of {@code model://NAME/} are in memory, and what goes wrong
 * is the business of the {@link FaultyStore} of that name; those of {@code model:///} are local
 * files.
 */
public final class ModelFileSystem extends FileSystem {

  /** Which client this is. */
  static final String CLIENT = "model.client";

  private Bucket bucket = new DiskBucket();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private URI uri = URI.create("model:///");

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setConf(conf);
    if (name.getAuthority() != null) {
      uri = URI.create("model://" + name.getAuthority());
      bucket = FaultyStore.named(name.getAuthority()).client(conf.getInt(CLIENT, 0));
    }
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    byte[] bytes = bucket.get(key(path));
    return new FSDataInputStream(new BufferedFSInputStream(new Bytes(bytes), 64));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long blockSize,
      Progressable progress) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          private boolean closed;

          @Override
          public void close() throws IOException {
            if (!closed) {
              closed = true;
              bucket.put(key(path), toByteArray(), overwrite);
            }
          }
        };
    return new FSDataOutputStream(bytes, null);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    bucket.delete(key(path));
    return true;
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return statuses(makeQualified(folder), bucket);
  }

  /** The files of a folder, whose sizes nobody asks for. */
  static FileStatus[] statuses(Path folder, Bucket bucket) throws IOException {
    return bucket.list(key(folder)).stream()
        .map(name -> new FileStatus(1, false, 1, 1, 0, new Path(folder + "/" + name)))
        .toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (folders.contains(path)) {
      return new FileStatus(0, true, 1, 1, 0, path);
    }
    byte[] bytes = bucket.get(key(path));
    return new FileStatus(bytes.length, false, 1, 1, 0, makeQualified(path));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    folders.add(makeQualified(path));
    return true;
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataOutputStream append(Path path, int buffer, Progressable progress) {
    throw new UnsupportedOperationException("append");
  }

  @Override
  public boolean rename(Path source, Path target) {
    throw new UnsupportedOperationException("rename");
  }

  @Override
  public void setWorkingDirectory(Path path) {}

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/");
  }

  /** A file's content. */
  static final class Bytes extends FSInputStream {
    private final byte[] bytes;
    private ByteArrayInputStream in;
    private int position;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      int value = in.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = in.read(target, offset, length);
      position += Math.max(0, count);
      return count;
    }

    @Override
    public void seek(long to) throws IOException {
      if (to > bytes.length) {
        throw new FileNotFoundException("beyond the end");
      }
      position = (int) to;
      in = new ByteArrayInputStream(Arrays.copyOfRange(bytes, position, bytes.length));
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }
  }
}
