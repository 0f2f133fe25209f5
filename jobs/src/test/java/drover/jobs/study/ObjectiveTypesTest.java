package drover.jobs.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Objective;
import drover.core.ObjectiveType;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectiveTypesTest {

  /** A class whose name has a dollar sign in it. */
  public static final class Own implements Objective {
    @Override
    public Outcome evaluate(Trial trial, TrialContext context) {
      return Outcome.Scored.of(0);
    }
  }

  @TempDir Path folder;

  private final ObjectiveType own = ObjectiveTypes.find(Own.class.getName()).orElseThrow();
  private final Mistakes mistakes = new Mistakes();

  @Test
  void aClassOfTheUsersNeedsNoKeys() {
    assertThat(own.implementation()).isEqualTo(Own.class.getName());
    ObjectiveType.Plan plan = check("{}");
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.budget()).isEqualTo(1);
    assertThat(plan.files()).isEmpty();
    Section resolved = Sections.resolved("{}", "objective." + own.name());
    assertThat(resolved.free("settings")).isEmpty();
  }

  @Test
  void itsFilesAreMadeLocal() throws IOException {
    String data = Files.writeString(folder.resolve("data.bin"), "1").toString();
    ObjectiveType.Plan plan =
        check("budget = 9, files = [\"%s\"], settings { a { real = [0, 1] } }".formatted(data));
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.budget()).isEqualTo(9);
    assertThat(plan.files()).containsExactly(data);
  }

  @Test
  void aFileThatIsNotThereIsAMistake() {
    check("files = [ %s/none.bin ]".formatted(folder));
    assertThat(mistakes.found())
        .containsExactly("study.conf:1: files: there is no file " + folder + "/none.bin");
  }

  private ObjectiveType.Plan check(String objective) {
    Section section = Sections.checking(objective, "objective." + own.name(), mistakes);
    return own.check(section, new Configuration());
  }
}
