package drover.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SectionsTest {

  /** Variants that say their name and what they were given. */
  private static final Map<String, Function<Section, String>> UPDATERS =
      new TreeMap<>(
          Map.of(
              "adam", s -> "adam " + s.real("learning-rate", 0, 1),
              "nesterovs",
                  s ->
                      "nesterovs "
                          + s.real("learning-rate", 0, 1)
                          + " "
                          + s.real("momentum", 0, 1)));

  @Test
  void aVariantOfTheUserReplacesTheDefaultVariant() {
    Section training = resolved("{training: {updater: {nesterovs: {momentum: 0.5}}}}");
    assertThat(training.section("training").variant("updater", "objective.fake.updaters", UPDATERS))
        .isEqualTo("nesterovs 0.1 0.5");
  }

  @Test
  void aVariantMayBeAbsentOrOnlyNamed() {
    assertThat(updater("{}")).isEqualTo("adam 0.001");
    assertThat(updater("{training: {updater: nesterovs}}")).isEqualTo("nesterovs 0.1 0.9");
    assertThat(updater("{training: {updater: {adam: {}}}}")).isEqualTo("adam 0.001");
  }

  @Test
  void aResolvedSectionThrowsAtTheFirstMistake() {
    Section section = resolved("{epochs: 0}");
    assertThatThrownBy(() -> section.integer("epochs", 1, 10))
        .isInstanceOf(MistakesException.class)
        .hasMessage("settings of the trial: epochs must be in [1, 10], not 0");
    assertThatThrownBy(() -> section.mistake("kernel", "is larger than its input"))
        .isInstanceOf(MistakesException.class)
        .hasMessage("settings of the trial: kernel: is larger than its input");
  }

  @Test
  void aResolvedSectionTakesNoRanges() {
    assertThatThrownBy(() -> resolved("{epochs: {int: [1, 2]}}").integer("epochs", 1, 10))
        .isInstanceOf(MistakesException.class)
        .hasMessage("settings of the trial: epochs must be a whole number, not an object");
  }

  @Test
  void valuesOfEveryKindAreRead() {
    Section section =
        resolved(
            """
            {whole: 3, point: 3.0, text: 7, spelled: "8", seed: 9223372036854775807,
             flag: true, time: 90s, size: 2m,
             word: auto, one: 5, many: [1, 2], names: [a, b], name: c,
             parts: [{x: 1}, {x: 2}]}
            """);
    assertThat(section.integer("whole", 0, 9)).isEqualTo(3);
    assertThat(section.integer("point", 0, 9)).isEqualTo(3);
    assertThat(section.integer("spelled", 0, 9)).isEqualTo(8);
    assertThat(section.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(section.real("whole", 0, 9)).isEqualTo(3.0);
    assertThat(section.text("text")).isEqualTo("7");
    assertThat(section.flag("flag")).isTrue();
    assertThat(section.duration("time")).isEqualTo(Duration.ofSeconds(90));
    assertThat(section.bytes("size", 1)).isEqualTo(2L << 20);
    assertThat(section.integerOr("auto", "word", 1, 9)).isEmpty();
    assertThat(section.integerOr("auto", "whole", 1, 9)).contains(3L);
    assertThat(section.durationOr("none", "time")).contains(Duration.ofSeconds(90));
    assertThat(section.integers("one", 0, 9)).containsExactly(5L);
    assertThat(section.integers("many", 0, 9)).containsExactly(1L, 2L);
    assertThat(section.texts("name")).containsExactly("c");
    assertThat(section.texts("names")).containsExactly("a", "b");
    assertThat(section.sections("parts").stream().map(part -> part.integer("x", 0, 9)))
        .containsExactly(1L, 2L);
    assertThat(section.has("whole")).isTrue();
    assertThat(section.has("hole")).isFalse();
  }

  @Test
  void aRangeGivesTheLargestNumberOrTheFirstText() {
    Mistakes mistakes = new Mistakes();
    Section section =
        Sections.checking(
            "a { int = [1, 8] }, b { ordinal = [3, 9, 5] }, c { choice = [x, w] }, d = [1, { int = [2, 4] }]",
            "none",
            mistakes);
    assertThat(section.integer("a", 1, 8)).isEqualTo(8);
    assertThat(section.real("a", 1, 8)).isEqualTo(8);
    assertThat(section.integer("b", 1, 9)).isEqualTo(9);
    assertThat(section.oneOf("c", List.of("w", "x"))).isEqualTo("x");
    assertThat(section.integers("d", 1, 4)).containsExactly(1L, 4L);
    Sections.finish(section);
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void freeSettingsComeFlatWithTheirTypes() {
    String settings =
        """
        settings { a = 1, b { c = 2.0, d = [x, y] }, e { choice = [true, false] },
          f { one-of { g { h = 3 } } } }
        """;
    Mistakes mistakes = new Mistakes();
    Section section = Sections.checking(settings, "none", mistakes);
    assertThat(section.free("settings"))
        .isEqualTo(Map.of("a", 1L, "b.c", 2.0, "b.d", List.of("x", "y"), "e", true, "f.g.h", 3L));
    Sections.finish(section);
    assertThat(mistakes.found()).isEmpty();
    assertThat(resolved("{settings: {f: {g: {h: 3}}}}").free("settings"))
        .isEqualTo(Map.of("f.g.h", 3L));
  }

  @Test
  void readingGoesOnAfterAMistake() {
    Mistakes mistakes = new Mistakes();
    Section section =
        Sections.checking("epochs = x\nsize = y", "objective.fake.training", mistakes);
    assertThat(section.integer("epochs", 1, 9)).as("the default").isEqualTo(1);
    assertThat(section.integer("size", 3, 9)).as("something allowed").isEqualTo(3);
    assertThat(mistakes.found())
        .containsExactly(
            "study.conf:1: epochs must be a whole number, not 'x'",
            "study.conf:2: size must be a whole number, not 'y'");
  }

  private static String updater(String json) {
    return resolved(json)
        .section("training")
        .variant("updater", "objective.fake.updaters", UPDATERS);
  }

  private static Section resolved(String json) {
    return Sections.resolved(json, "objective.fake");
  }
}
