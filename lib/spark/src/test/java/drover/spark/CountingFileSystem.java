package drover.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * This machine's files as if they were remote ones, {@code counting:/path}. Each opening leaves a
 * file in a folder, named {@code <process>-…}.
 */
public final class CountingFileSystem extends RawLocalFileSystem {

  private static final String OPENINGS = "drover.test.openings";

  /** The Spark settings that bring this file system to all executors. */
  static Map<String, String> settings(java.nio.file.Path openings) {
    return Map.of(
        "spark.hadoop.fs.counting.impl.disable.cache",
        "true",
        "spark.hadoop.fs.counting.impl",
        CountingFileSystem.class.getName(),
        "spark.hadoop." + OPENINGS,
        openings.toString());
  }

  @Override
  public URI getUri() {
    return URI.create("counting:///");
  }

  @Override
  public String getScheme() {
    return "counting";
  }

  /** Without permissions, which the local file system asks for by paths of its own. */
  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(
            file ->
                new FileStatus(
                    file.getLen(),
                    file.isDirectory(),
                    file.getReplication(),
                    file.getBlockSize(),
                    file.getModificationTime(),
                    file.getPath()))
        .toArray(FileStatus[]::new);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    String process = ProcessHandle.current().pid() + "-";
    File.createTempFile(process, "", new File(getConf().get(OPENINGS)));
    return super.open(path, bufferSize);
  }
}
