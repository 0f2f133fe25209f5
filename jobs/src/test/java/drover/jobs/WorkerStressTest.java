package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Cause;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many real trainings in two worker processes whose garbage collector never rests, so that ND4J's
 * native code crashes, while workers are killed now and then and the driver three times. The system
 * property {@code drover.stress.trials} says how many trainings.
 */
@Tag("slow")
final class WorkerStressTest {

  private static final int TRIALS = Integer.getInteger("drover.stress.trials", 60);
  private static final int DRIVERS = 4;
  private static final long FOOTPRINT_KIB = (512 + 512 + 256) << 10;
  private static final int WORKER_KILL_EVERY = 100; // looks, each of 100 ms

  @TempDir Path folder;

  private final ProcessMark mark = ProcessMark.create();
  private final Random random = new Random(10);
  private long largest;
  private int killed;

  @Test
  @Timeout(7200)
  void everyDeathIsAbsorbedMemoryStaysBoundedAndNobodyIsLeftBehind() throws Exception {
    Path file = study();
    Path study = folder.resolve("studies/stress");
    try {
      for (int driver = 1; driver < DRIVERS; driver++) {
        Process process = start(file);
        follow(process, study, TRIALS * driver / DRIVERS);
        process.destroyForcibly().waitFor();
        assertThat(mark.survivors()).isEmpty();
      }
      Process last = start(file);
      follow(last, study, Integer.MAX_VALUE);
      assertThat(last.waitFor()).as(log()).isZero();
      assertThat(mark.survivors()).isEmpty();
    } finally {
      mark.kill();
    }
    eachTrialWasToldOnceAndScored(SphereStudy.journal(study));
  }

  private void eachTrialWasToldOnceAndScored(List<Event> events) {
    assertThat(only(Event.Told.class, events))
        .extracting(Event.Told::id)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TRIALS).boxed().toList());
    List<Event.Stopped> crashes =
        only(Event.Stopped.class, events).stream()
            .filter(stopped -> stopped.cause().equals(Optional.of(Cause.CRASH)))
            .toList();
    System.out.printf(
        "%d trials, %d workers killed, %d crashes in all, largest worker %d MiB%n",
        TRIALS, killed, crashes.size(), largest >> 10);
    crashes.stream().map(Event.Stopped::reason).distinct().forEach(System.out::println);
    assertThat(StudyState.of(events).count("scored")).isEqualTo(TRIALS);
    assertThat(largest).isPositive().isLessThan(FOOTPRINT_KIB * 5 / 4);
  }

  /** Until so many trials are told, or the driver ends. */
  private void follow(Process driver, Path study, int told) throws Exception {
    for (int look = 1; driver.isAlive(); look++) {
      List<ProcessHandle> workers = mark.workers();
      for (ProcessHandle worker : workers) {
        largest = Math.max(largest, residentKib(worker));
      }
      if (look % WORKER_KILL_EVERY == 0 && !workers.isEmpty()) {
        workers.get(random.nextInt(workers.size())).destroyForcibly();
        killed++;
      }
      if (look % 10 == 0 && only(Event.Told.class, SphereStudy.journal(study)).size() >= told) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static long residentKib(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0; // It has ended.
    }
  }

  private Path study() throws IOException {
    return Files.writeString(
        folder.resolve("stress.conf"),
        """
        study { dir = "%s", trials = %d, seed = 10 }
        objective {
          network = [ { dense { units = { int = [16, 64] } } }, { dense { units = 32 } } ]
          training {
            epochs = 2, batch-size = 16
            updater { adam { learning-rate = { real = [1e-4, 1e-2], scale = log } } }
          }
        }
        search { algorithm = random }
        trial { attempts = 6 }
        worker {
          heap = 512m, off-heap = 512m, max-trials = 50
          java-options = ["-XX:-UseSerialGC", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=2",
            "-Xmn2m", "-Dorg.nd4j.noarraygc=false"]
        }
        spark { master = "local[2]" }
        """
            .formatted(folder.resolve("studies"), TRIALS));
  }

  private Process start(Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("@" + Path.of("../submit/java17.args").toAbsolutePath().normalize());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    String natives = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (natives != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + natives);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("tune", file.toString()));
    Path log = folder.resolve("driver.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    mark.put(builder);
    return builder.start();
  }

  private String log() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("driver.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 50), lines.size()));
  }
}
