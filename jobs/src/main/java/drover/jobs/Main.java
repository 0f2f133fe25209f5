package drover.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** The command line's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    Properties version = new Properties();
    try (InputStream in = Main.class.getResourceAsStream("/drover/core/version.properties")) {
      version.load(Objects.requireNonNull(in));
    }
    System.out.println("drover " + version.getProperty("version"));
  }
}
