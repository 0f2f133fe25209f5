package drover.spark;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
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
  private static final String GATE = "drover.test.gate";

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

  /** The same, where each opening waits until there is a file. */
  static Map<String, String> settings(java.nio.file.Path openings, java.nio.file.Path gate) {
    Map<String, String> settings = new HashMap<>(settings(openings));
    settings.put("spark.hadoop." + GATE, gate.toString());
    return settings;
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
    awaitGate();
    return super.open(path, bufferSize);
  }

  private void awaitGate() throws IOException {
    String gate = getConf().get(GATE);
    try {
      while (gate != null && !new File(gate).exists()) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
