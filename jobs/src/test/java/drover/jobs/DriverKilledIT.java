package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.journal.Event;
import drover.jobs.LocalRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver is killed again and again at random moments, and started by the same command. */
final class DriverKilledIT {

  private static final int START_MILLIS = 3000;
  private static final int RUN_MILLIS = 800;

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void aStudySurvivesFiveKills() throws Exception {
    survives(5, 400, new Random(5));
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aStudySurvivesThirtyKills() throws Exception {
    survives(30, 2000, new Random(30));
  }

  private void survives(int kills, int trials, Random random) throws Exception {
    SphereStudy study = SphereStudy.create(folder, trials, "20ms");
    for (int kill = 0; kill < kills; kill++) {
      List<Event> before = study.journal();
      try (LocalRun driver = LocalRun.start(study.file())) {
        if (kill % 4 == 3) { // while it starts
          Thread.sleep(random.nextInt(START_MILLIS));
        } else { // while it is at work
          awaitMore(study, before.size(), driver);
          Thread.sleep(random.nextInt(RUN_MILLIS));
        }
        driver.signal("KILL");
        assertThat(driver.ended().exit()).as("kill %d", kill).isEqualTo(137);
      }
      assertThat(study.journal().subList(0, before.size()))
          .as("journal after kill %d", kill)
          .isEqualTo(before);
    }
    assertThat(only(Event.Told.class, study.journal())).hasSizeLessThan(trials);

    Ended last = LocalRun.run(study.file());
    assertThat(last.exit()).as(last.err()).isZero();
    eachTrialWasToldOnce(study.journal(), trials);
    trialsThatWereRunningRanAgain(study.journal());
    assertThat(Files.readAllLines(study.folder().resolve("trials.csv"))).hasSize(trials + 1);
    assertThat(SphereStudy.status(study.folder()).at("/trials/scored").asInt()).isEqualTo(trials);
  }

  /** None is lost, none runs once it is told, and the ids have no gaps. */
  private static void eachTrialWasToldOnce(List<Event> events, int trials) {
    List<Integer> all = IntStream.range(0, trials).boxed().toList();
    assertThat(only(Event.Asked.class, events))
        .extracting(asked -> asked.trial().id())
        .isEqualTo(all);
    assertThat(only(Event.Told.class, events))
        .extracting(Event.Told::id)
        .containsExactlyInAnyOrderElementsOf(all);
    Set<Integer> told = new HashSet<>();
    for (Event event : events) {
      if (event instanceof Event.Started started) {
        assertThat(told).as("trials told before this one starts").doesNotContain(started.id());
      } else if (event instanceof Event.Told end) {
        told.add(end.id());
      }
    }
  }

  /** The kills did hit trials: some were started by two drivers, under the same id. */
  private static void trialsThatWereRunningRanAgain(List<Event> events) {
    Set<Integer> again =
        only(Event.Started.class, events).stream()
            .filter(started -> started.attempt() > 1)
            .map(Event.Started::id)
            .collect(Collectors.toSet());
    assertThat(again).isNotEmpty();
    assertThat(only(Event.Driver.class, events)).hasSizeGreaterThan(2);
  }

  private static void awaitMore(SphereStudy study, int events, LocalRun driver)
      throws IOException, InterruptedException {
    while (study.journal().size() == events) {
      assertThat(driver.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }
}
