package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCheckTest {

  @TempDir Path folder;
  private final Mistakes mistakes = new Mistakes();

  @Test
  void ofManyImagesAFewAreReadButAllAreCounted() throws IOException {
    for (int i = 0; i < 60; i++) {
      image("class" + i % 30 + "/" + i + ".png");
    }
    SourceCheck.First first = check("").examples().orElseThrow();
    assertThat(mistakes.found()).isEmpty();
    assertThat(first.count()).isEqualTo(60);
    assertThat(first.outputs()).isEqualTo(30);
  }

  @Test
  void aClassWithoutFilesIsNamed() throws IOException {
    image("cat/1.png");
    image("dog/1.png");
    Files.createDirectories(folder.resolve(".git"));
    check("");
    assertThat(mistakes.found()).isEmpty();
    Files.createDirectories(folder.resolve("cow"));
    check("");
    assertMistake(folder + "/cow/: this folder would be a class, but holds no file to read");
  }

  @Test
  void aClassThatThePartsDoNotBothHaveIsNamed() throws IOException {
    image("train/cat/1.png");
    image("train/dog/1.png");
    image("test/cat/1.png");
    Files.createDirectories(folder.resolve("test/dog"));
    check("");
    assertMistake("/test/dog/: this folder would be a class");
  }

  @Test
  void wholeNumbersThatAreHardlyClassesAreNoticed() throws IOException {
    assertThat(labels(i -> 100_000 + 37 * i, "").areHardlyClasses()).isTrue();
    assertThat(labels(i -> 100_000 + 37 * i, "task = classification").areHardlyClasses()).isFalse();
    assertThat(labels(i -> 100_000 + 37 * i, "task = regression").areHardlyClasses()).isFalse();
    assertThat(labels(i -> i % 30, "").areHardlyClasses()).isFalse();
  }

  private static Labels labels(IntUnaryOperator label, String data) throws IOException {
    String csv =
        IntStream.range(0, 400)
            .mapToObj(i -> i + "," + label.applyAsInt(i) + "\n")
            .collect(Collectors.joining());
    try (Spool spool = Spool.small()) {
      Format format = new Csv(TestData.settings("source = my.csv, " + data), spool);
      format.read(List.of(TestData.file("my.csv", csv)), Labels.DECISIVE);
      return format.labels();
    }
  }

  private SourceCheck.Found check(String data) {
    String text = "source = \"%s\", %s".formatted(folder, data);
    Section section = Sections.checking(text, "objective.dl4j.data", mistakes);
    return SourceCheck.check(DataSettings.read(section), section, new Configuration());
  }

  private void assertMistake(String part) {
    assertThat(mistakes.found())
        .hasSize(1)
        .allSatisfy(mistake -> assertThat(mistake).contains(part));
  }

  private void image(String place) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }
}
