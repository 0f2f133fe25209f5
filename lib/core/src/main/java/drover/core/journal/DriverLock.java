package drover.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock on a local study: the file {@code lock} in its journal. It ends with
 * its process, however that ends.
 */
final class DriverLock implements AutoCloseable {

  /**
   * The locks of this process. They are asked before the file is touched: POSIX gives a process's
   * lock free as soon as the process closes any descriptor of the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final RandomAccessFile file;

  private DriverLock(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws StudyBusyException if another driver has it, in this process or another
   */
  static DriverLock acquire(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw busy(folder, JournalStore.DRIVER);
    }
    try {
      return new DriverLock(real, lock(real));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static RandomAccessFile lock(Path folder) throws IOException {
    RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
    try {
      if (file.getChannel().tryLock() == null) {
        throw busy(folder, file.readLine());
      }
      file.setLength(0);
      file.write(JournalStore.DRIVER.getBytes(UTF_8));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static StudyBusyException busy(Path folder, String holder) {
    return new StudyBusyException("another driver (" + holder + ") holds the study of " + folder);
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HELD.remove(folder);
    }
  }
}
