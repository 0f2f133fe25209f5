package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** In how much two runs of the same study differ: trials, outcomes, curves, test and model. */
final class RepeatMeasure implements Measure {

  private static final String STUDY = "digits.conf";

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    StudyOfBench first = run(settings, folder, "first");
    StudyOfBench second = run(settings, folder, "second");
    int differences =
        differences(results(first), results(second))
            + differences(model(first.folder()), model(second.folder()));
    figures.accept(
        new Figure(
            "repeat-differences",
            differences,
            "count",
            "0: the same trials, curves, test metrics and entries of the model's file"));
  }

  private static StudyOfBench run(BenchSettings settings, Path folder, String name)
      throws Exception {
    return StudyOfBench.run(
        settings.study(STUDY),
        folder,
        name,
        "study.trials=12",
        "study.order=deterministic",
        "study.parallelism=2",
        "spark.master=local[2]");
  }

  /** All that the journal holds but times, machines and attempts. */
  private static Map<String, Object> results(StudyOfBench study) {
    Map<String, Object> results = new HashMap<>();
    for (Event event : study.events()) {
      if (event instanceof Event.Asked asked) {
        results.put("asked " + asked.trial().id(), asked.trial());
      } else if (event instanceof Event.Told told) {
        results.put("outcome " + told.id(), told.run().outcome());
        results.put("curve " + told.id(), told.run().curve());
      } else if (event instanceof Event.Tested tested) {
        results.put("tested", tested);
      }
    }
    return results;
  }

  /** The contents of the entries. */
  private static Map<String, Object> model(Path study) throws IOException {
    Map<String, Object> entries = new HashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(study.resolve("best-model.zip")))) {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        entries.put(next.getName(), ByteBuffer.wrap(zip.readAllBytes()));
      }
    }
    return entries;
  }

  private static int differences(Map<String, Object> first, Map<String, Object> second) {
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    names.removeIf(name -> Objects.equals(first.get(name), second.get(name)));
    return names.size();
  }
}
