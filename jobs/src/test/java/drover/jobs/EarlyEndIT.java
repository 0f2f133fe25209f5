package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static drover.jobs.SphereStudy.status;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.journal.Event;
import drover.jobs.LocalRun.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies that end before their trials are through, as a user's shell sees them. */
@Timeout(300)
final class EarlyEndIT {

  @TempDir Path folder;

  @Test
  void aTargetEndsTheStudyAndTheSameCommandHasNothingToDo() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 1000, "1ms");
    Ended run = LocalRun.run(study.file(), "study.target=20");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Ended by target");
    assertThat(status(study.folder()).get("state").asText()).isEqualTo("complete");
    assertThat(status(study.folder()).get("reason").asText()).isEqualTo("target");
    assertThat(status(study.folder()).at("/best/losses/0").asDouble()).isLessThanOrEqualTo(20);
    assertThat(only(Event.Told.class, study.journal())).hasSizeLessThan(1000);

    Ended again = LocalRun.run(study.file(), "study.target=20");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.out()).startsWith("Already done (target)");
  }

  @Test
  void aTrialThatTakesTooLongFailsAndTooManyOfThemEndTheStudy() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 1000, "10m");
    Ended run = LocalRun.run(study.file(), "trial.timeout=200ms", "trial.max-failed=2");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).contains("Ended by max-failed");
    assertThat(run.survivors()).isEmpty();
    assertThat(status(study.folder()).get("state").asText()).isEqualTo("failed");
    assertThat(Files.readString(study.folder().resolve("trials.csv")))
        .contains("ran longer than trial.timeout = 200ms and had reported no loss by then");
  }

  @Test
  void wrongDataEndTheStudyAtTheFirstTrialWithOneMessage() throws Exception {
    Path data = folder.resolve("data.csv");
    // The driver looks at the first rows itself, before anything starts.
    Files.writeString(data, "a,b,label\n" + "1,2,yes\n3,4,no\n".repeat(1000) + "5,oops,yes\n");
    Path file =
        Files.writeString(
            folder.resolve("wrong.conf"),
            """
            study { dir = "%s", trials = 50 }
            objective {
              data { source = "%s" }
              network = [ { dense { units = { int = [2, 64] } } } ]
            }
            search { algorithm = random }
            spark { master = "local[2]" }
            """
                .formatted(folder, data));
    Ended run = LocalRun.run(file);
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("Ended by unusable: trial ").contains(":2002: ");
    assertThat(run.survivors()).isEmpty();
    assertThat(status(folder.resolve("wrong")).get("exit").asInt()).isEqualTo(2);
    assertThat(status(folder.resolve("wrong")).at("/trials/failed").asInt()).isZero();
  }
}
