package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job compare, on functions. */
final class CompareJobTest {

  private static final String STUDY =
      """
      study { name = both, dir = "%s/studies", trials = 4, seed = 5 }
      objective {
        type = function
        function = sphere
        x = [{ real = [-5, 5], name = a }]
      }
      search { algorithm = random }
      spark { master = "local[1]" }
      compare {
        target = 30
        arms {
          plain {}
          far { objective.x = [{ real = [90, 95], name = a }] }
          near {
            objective.x = [{ real = [-0.1, 0.1], name = a }]
            search.algorithm = sobol
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void eachArmIsAStudyOfItsOwnThatRunsOnceAndOneTableHasThemAll() throws Exception {
    JobRun run = compare(STUDY);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Study both-plain: 4 trials", "Study both-far: 4 trials", "Study both-near: 4")
        .contains("to 30.0");
    List<String> csv = Files.readAllLines(folder.resolve("studies/both/comparison.csv"));
    assertThat(csv.get(0)).isEqualTo("arm,final,best,epochs-to-target,seconds,trials,params");
    assertThat(csv.stream().map(line -> line.split(",", 2)[0]))
        .containsExactly("arm", "near", "plain", "far");
    assertThat(csv.get(1)).matches("near,\\d\\S*,\\d\\S*,1,\\S+,4,a=-?0\\.0\\d+");
    assertThat(csv.get(3)).matches("far,8\\d+\\.\\d+,8\\d+\\.\\d+,,.*,4,a=9\\d\\.\\d+");
    assertThat(folder.resolve("studies/both-near/best.conf")).exists();

    JobRun again = compare(STUDY);
    assertThat(again.exit()).isZero();
    assertThat(again.out().split("Already done", -1)).hasSize(4);
    assertThat(Files.readAllLines(folder.resolve("studies/both/comparison.csv"))).isEqualTo(csv);
  }

  @Test
  void mistakesOfAllArmsAreSaidAtOnceWithTheirLines() throws Exception {
    JobRun run =
        compare(
            """
            study { dir = "%s/studies", trials = 0 }
            objective { type = function, function = sphere, x = [{ real = [-5, 5] }] }
            compare {
              aim = 3
              arms {
                one { objective.function = sphere2 }
                two = 3
                three { search.algorithm = gpp }
              }
            }
            """);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors())
        .anySatisfy(line -> assertThat(line).contains("x.conf:1: study.trials"))
        .anySatisfy(line -> assertThat(line).contains("x.conf:4: unknown key 'aim' in compare"))
        .anySatisfy(line -> assertThat(line).contains("x.conf:6: objective.function"))
        .anySatisfy(line -> assertThat(line).contains("x.conf:7: compare.arms.two must be"))
        .anySatisfy(line -> assertThat(line).contains("x.conf:8: search.algorithm"))
        .hasSize(5);
    assertThat(folder.resolve("studies")).doesNotExist();
  }

  @Test
  void thereMustBeArms() throws Exception {
    JobRun run = compare("study { dir = \"%s/studies\" }\ncompare { target = 1 }");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("x.conf:2: compare.arms: must name what is to be compared");
  }

  @Test
  void tuneAndCheckLeaveTheComparisonOut() throws Exception {
    Path file = file(STUDY);
    assertThat(JobRun.of("check", file).exit()).isZero();
    assertThat(JobRun.of("check", file).out()).doesNotContain("compare");
  }

  private JobRun compare(String text) throws IOException {
    return JobRun.of("compare", file(text));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("x.conf"), text.replace("%s", folder.toString()));
  }
}
