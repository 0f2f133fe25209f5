package drover.core.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Journals on {@code file:}: an operating-system lock, and fsync. */
final class LocalStore implements JournalStore {

  @Override
  public SegmentWriter claim(Segments segments) throws IOException {
    Path folder = local(segments.folder());
    createDurably(folder);
    DriverLock lock = DriverLock.acquire(folder);
    try {
      int epoch = segments.lastEpoch() + 1;
      Path file = local(segments.path(epoch));
      Files.createFile(file); // Fails rather than cut off what another driver wrote.
      FileOutputStream out = new FileOutputStream(file.toFile());
      sync(folder);
      return new Writer(segments, epoch, out, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  /** Creates a folder with its parents, so that a power cut does not lose one of them. */
  private static void createDurably(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      @Nullable Path parent = folder.getParent();
      if (parent != null) {
        createDurably(parent);
      }
      Files.createDirectories(folder);
      if (parent != null) {
        sync(parent);
      }
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Not a {@link FileChannel}: an interrupt of the calling thread would close that. */
  private record Writer(Segments segments, int epoch, FileOutputStream out, DriverLock lock)
      implements SegmentWriter {

    @Override
    public void begin(Batch batch) throws IOException {
      write(batch.headed());
    }

    @Override
    public void append(Batch batch) throws IOException {
      write(batch.records());
    }

    @Override
    public void deleteEarlier() throws IOException {
      segments.deleteBefore(epoch, epoch);
    }

    /** The lock is held until the end. */
    @Override
    public void requireLive() {}

    private void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        lock.close();
      }
    }
  }
}
