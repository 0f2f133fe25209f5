package drover.core;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file systems, for places that users name. Hadoop throws unchecked exceptions, or errors,
 * where a client is not on the classpath or cannot begin; here they are {@link IOException}s whose
 * messages are for users.
 */
public final class HadoopFiles {

  /** An exception's class in the message of another one. */
  private static final Pattern S3_CLASS =
      Pattern.compile(
          "(com\\.amazonaws|software\\.amazon\\.awssdk|org\\.apache\\.hadoop\\.fs\\.s3a)[.\\w]+: ");

  private interface Opening<T> {
    T open() throws IOException;
  }

  private HadoopFiles() {}

  /**
   * The file system of a path.
   *
   * @param path without scheme it is one of the default file system
   * @throws IOException if there is none, or it cannot be reached
   */
  public static FileSystem of(Path path, Configuration hadoop) throws IOException {
    return opened(path, hadoop, () -> path.getFileSystem(hadoop));
  }

  /** The same by Hadoop's other interface, whose renames replace. */
  public static FileContext context(Path path, Configuration hadoop) throws IOException {
    return opened(
        path,
        hadoop,
        () ->
            path.toUri().getScheme() == null
                ? FileContext.getFileContext(hadoop)
                : FileContext.getFileContext(path.toUri(), hadoop));
  }

  /**
   * Why a file system failed, in one line. Clients of S3 wrap what it said in paths, class names
   * and ids of requests; name nodes add their stack trace.
   */
  public static String reason(Exception failure) {
    String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String[] parts = S3_CLASS.split(line.replaceFirst(" \\(Service: .*", ""), -1);
    int wrapping = parts.length > 1 ? 1 : 0;
    return String.join("", List.of(parts).subList(wrapping, parts.length));
  }

  private static <T> T opened(Path path, Configuration hadoop, Opening<T> opening)
      throws IOException {
    try {
      return opening.open();
    } catch (RuntimeException | LinkageError e) {
      for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException reason) {
          throw reason;
        }
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
          throw new IOException(missing(path, hadoop, String.valueOf(cause.getMessage())), e);
        }
      }
      throw e;
    }
  }

  /** Hadoop names a class by {@code Class x.Y not found}, the JVM by {@code x.Y} or {@code x/Y}. */
  private static String missing(Path path, Configuration hadoop, String message) {
    String scheme = path.toUri().getScheme();
    return "no file system for %s: on the classpath (class %s not found)"
        .formatted(
            scheme == null ? FileSystem.getDefaultUri(hadoop).getScheme() : scheme,
            message.replaceFirst("^Class (.*) not found$", "$1").replace('/', '.'));
  }
}
