package drover.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.StudyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HypergradientMeasureTest {

  @TempDir Path folder;

  @Test
  void onDigitsSgdHdEndsBelowSgd() throws Exception {
    Map<String, Double> figures = new TreeMap<>();
    StudyFile bench = bench("data = nowhere");
    BenchSettings settings = settings(bench);
    new HypergradientMeasure()
        .run(settings, folder, figure -> figures.put(figure.name(), figure.value()));
    double sgd = Objects.requireNonNull(figures.get("hypergradient-loss-sgd"));
    double learned = Objects.requireNonNull(figures.get("hypergradient-loss-sgd-hd"));
    assertThat(learned).isLessThan(sgd);
    assertThat(figures.get("hypergradient-gain")).isEqualTo(sgd - learned);
  }

  private StudyFile bench(String more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bench.conf"),
            "bench {\n  studies = ../conf\n  %s\n}\n".formatted(more));
    return StudyFile.load(file.toString(), List.of(), List.of("bench"), new Configuration());
  }

  private static BenchSettings settings(StudyFile bench) {
    return BenchSettings.read(bench.section("bench"), Path.of("../conf"), Map.of());
  }
}
