package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.search.Searchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** But {@code auto}, which chooses among them. */
  @Test
  void itsTableHasEveryAlgorithm() throws IOException {
    List<String> listed = new ArrayList<>(List.of("auto"));
    List<String> lines = Files.readAllLines(Path.of("../README.md"));
    for (int i = lines.indexOf("| algorithm | what |") + 2; lines.get(i).startsWith("|"); i++) {
      String names = lines.get(i).split("\\|", -1)[1];
      listed.addAll(
          CODE.matcher(names).results().map((MatchResult name) -> name.group(1)).toList());
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(Searchers.names());
  }
}
