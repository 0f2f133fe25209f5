package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The job lr-range, run on a real worker process. */
final class LrRangeJobTest {

  private static final String STUDY =
      """
      study { name = small, dir = "%s/studies" }
      objective {
        network = [{ dense { units = { int = [8, 32], scale = log } } }]
        training {
          batch-size = { ordinal = [16, 32, 64] }
          updater = { one-of {
            nesterovs { learning-rate = { real = [1e-3, 1] } }
            adam { learning-rate = 0.01 }
          } }
        }
      }
      spark.master = "local[1]"
      """;

  @TempDir Path folder;

  @Test
  void itShowsTheSweepAndSuggestsARate() throws Exception {
    JobRun run = run(STUDY, "objective.training.lr-range.to=1e4");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "Learning-rate range test of small\n",
            "  network.0.dense.units = 16\n",
            "  training.batch-size = 32\n",
            "  training.updater = nesterovs\n")
        .doesNotContain("learning-rate = ")
        .containsPattern("suggested learning-rate   [\\d.e-]+, between");

    List<String> csv = Files.readAllLines(folder.resolve("studies/small/lr-range.csv"));
    assertThat(csv.get(0)).isEqualTo("step,learning-rate,loss,smoothed-loss");
    assertThat(csv.get(1)).startsWith("1,1.0E-6,");
    // A rate of 10000 blows up, so that the sweep ends before its last step.
    assertThat(csv.size()).isBetween(50, 100);
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("studies/small/lr-range.html").toFile());
    assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void aNetworkThatCannotBeIsNotScored() throws Exception {
    JobRun run = run(STUDY, "objective.network=[{ conv { kernel = 9, padding = valid } }]");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("The range test is infeasible: network.0.conv: kernel 9");
  }

  @Test
  void itIsForNetworks() throws Exception {
    JobRun run =
        run(
            """
            study { dir = "%s/studies" }
            objective {
              type = function
              function = sphere
              x = [{ real = [-5, 5] }]
            }
            """);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("x.conf:3: objective.type: lr-range is for networks");
  }

  private JobRun run(String text, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), text.replace("%s", folder.toString()));
    return JobRun.of("lr-range", file, overrides);
  }
}
