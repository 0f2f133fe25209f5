package drover.core;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * S3Proxy, with its objects in memory, in a JVM of its own: its libraries clash with Spark's. Its
 * jars are those that the profile {@code slow} puts into {@code target/s3}.
 */
public final class S3Server implements AutoCloseable {
  private static final Path JARS = besideClasses("s3");
  private static final Pattern STARTED =
      Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:([0-9]+)\\}");
  private static final Duration START = Duration.ofMinutes(2);

  /** In lib/core/target, from whichever module it is asked for. */
  private static Path besideClasses(String folder) {
    String classes = S3Server.class.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(classes)).resolveSibling(folder);
  }

  /** Of a name of its own: Hadoop keeps a client for each bucket. */
  private final String bucket = "studies-" + UUID.randomUUID();

  private final Process process;
  private final Path log;

  private S3Server(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server with an empty bucket; its files go to {@code dir}. Takes some seconds. */
  public static S3Server start(Path dir) throws IOException, InterruptedException {
    Path settings =
        Files.write(
            dir.resolve("s3proxy.conf"),
            List.of(
                "s3proxy.authorization=none",
                "s3proxy.endpoint=http://127.0.0.1:0",
                "jclouds.provider=transient-nio2",
                "jclouds.identity=local",
                "jclouds.credential=local"));
    Path log = dir.resolve("s3proxy.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp", // its own jar holds older annotations than its newer Jackson needs
            JARS.resolve("jackson-annotations.jar") + ":" + JARS.resolve("s3proxy.jar"),
            "org.gaul.s3proxy.Main",
            "--properties",
            settings.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    S3Server server = new S3Server(builder.start(), log);
    try {
      server.createBucket();
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  private void createBucket() throws IOException, InterruptedException {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(endpoint() + "/" + bucket))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    int status =
        HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("no bucket: HTTP " + status);
    }
  }

  private String endpoint() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      String said = Files.readString(log);
      Matcher started = STARTED.matcher(said);
      if (started.find()) {
        return "http://127.0.0.1:" + started.group(1);
      }
      if (!process.isAlive() || System.nanoTime() - start > START.toNanos()) {
        throw new IOException("S3Proxy did not start:\n" + said);
      }
      Thread.sleep(50);
    }
  }

  /** A folder in the bucket that is not there yet. */
  public org.apache.hadoop.fs.Path newFolder() {
    return new org.apache.hadoop.fs.Path("s3a://" + bucket + "/" + UUID.randomUUID());
  }

  /** A client's settings, by their names in Hadoop. */
  public Map<String, String> settings() throws IOException, InterruptedException {
    return Map.of(
        "fs.s3a.endpoint", endpoint(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.access.key", "local",
        "fs.s3a.secret.key", "local");
  }

  /** A client's settings. */
  public Configuration conf() throws IOException, InterruptedException {
    Configuration conf = new Configuration();
    settings().forEach(conf::set);
    return conf;
  }

  /** Ends the server; what it held is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
