package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Measures;
import drover.jobs.compare.Comparison;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in conf/, with a few examples of the kind of data that each is for. */
final class ExampleFilesTest {

  private static final Path CONF = Path.of("../conf");
  private static final Pattern SOURCE = Pattern.compile("source = data/([\\w.-]+)");
  private static final int EXAMPLES = 20;

  @TempDir static Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(CONF)) {
      return all.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  static Stream<Path> studies() throws IOException {
    return files().filter(file -> !holds(file, "bench"));
  }

  static Stream<Path> benches() throws IOException {
    return files().filter(file -> holds(file, "bench"));
  }

  static Stream<Path> comparisons() throws IOException {
    return files().filter(file -> holds(file, "compare"));
  }

  private static boolean holds(Path file, String section) {
    return text(file).lines().anyMatch(line -> line.startsWith(section + " {"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void aStudyHasNoMistakesAndItsNetworksFitTheData(Path file) {
    JobRun run = JobRun.of("check", file, overrides(file));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    if (run.out().contains("objective.network")) {
      assertThat(run.out()).contains("\nNetworks\n  parameters: ");
    }
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void allArmsOfAComparisonAreStudies(Path file) {
    assertThat(Comparison.load(file.toString(), List.of(overrides(file))).arms())
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("benches")
  void aBenchFileHasNoMistakes(Path file) {
    StudyFile bench =
        StudyFile.load(file.toString(), List.of(), List.of("bench"), new Configuration());
    Section section = bench.section("bench");
    BenchSettings settings = BenchSettings.read(section, CONF, bench.spark());
    assertThat(Measures.read(section))
        .isNotEmpty()
        .allSatisfy(measure -> measure.check(settings, section));
    bench.finish();
  }

  private static String[] overrides(Path file) {
    Matcher source = SOURCE.matcher(text(file));
    String dir = "study.dir=" + folder.resolve("studies");
    return source.find()
        ? new String[] {dir, "objective.data.source=" + folder.resolve(source.group(1))}
        : new String[] {dir};
  }

  @BeforeAll
  static void writeData() throws IOException {
    StringBuilder rows = new StringBuilder("edge0,edge1,accuracy\n");
    StringBuilder sequences = new StringBuilder("@classLabel true a b\n@data\n");
    for (int i = 0; i < EXAMPLES; i++) {
      rows.append(i % 2 == 0 ? "skip,conv," : "conv,pool,").append(i + 0.5).append('\n');
      sequences.append(i % 2 == 0 ? "1,2,3:4,5,6:a\n" : "6,5:3,2:b\n");
    }
    Files.writeString(folder.resolve("architectures.csv"), rows);
    Files.writeString(data("japanese-vowels", "Vowels_TRAIN.ts"), sequences);
    Files.writeString(data("movie-reviews", "rt-polarity.neg"), "a bad film\n".repeat(EXAMPLES));
    Files.writeString(data("movie-reviews", "rt-polarity.pos"), "a good film\n".repeat(EXAMPLES));
    Files.write(data("cifar10-subset", "data_batch_1.bin"), cifar());
    Files.write(data("fashion-mnist", "train-images-idx3-ubyte"), idx(EXAMPLES, 28, 28));
    Files.write(data("fashion-mnist", "train-labels-idx1-ubyte"), idx(EXAMPLES));
  }

  private static Path data(String name, String file) throws IOException {
    return Files.createDirectories(folder.resolve(name)).resolve(file);
  }

  /** Records of a label and a colour image of 32x32. */
  private static byte[] cifar() {
    ByteBuffer records = ByteBuffer.allocate(EXAMPLES * (1 + 3 * 32 * 32));
    for (int i = 0; i < EXAMPLES; i++) {
      records.put(i * (1 + 3 * 32 * 32), (byte) (i % 10));
    }
    return records.array();
  }

  /** Bytes from 0 to 9 in an array of these sizes. */
  private static byte[] idx(int... sizes) {
    int length = 1;
    for (int size : sizes) {
      length *= size;
    }
    ByteBuffer idx = ByteBuffer.allocate(4 + 4 * sizes.length + length);
    idx.putInt(0x800 + sizes.length);
    for (int size : sizes) {
      idx.putInt(size);
    }
    while (idx.hasRemaining()) {
      idx.put((byte) (idx.remaining() % 10));
    }
    return idx.array();
  }
}
