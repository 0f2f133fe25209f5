package drover.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void doublesAndLongsLookDifferent() {
    assertThat(Json.text(Json.write(3.0))).isEqualTo("3.0");
    assertThat(Json.text(Json.write(-0.0))).isEqualTo("-0.0");
    assertThat(Json.text(Json.write(1e300))).isEqualTo("1.0E300");
    assertThat(Json.text(Json.write(3L))).isEqualTo("3");
    assertThat(Json.read(Json.parse("1e3"))).isEqualTo(1000.0);
    assertThat(Json.read(Json.parse("1000"))).isEqualTo(1000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{} {}", "{}x", "nul", "NaN", "{\"a\":1,}", "'a'"})
  void otherTextThanOneJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void valuesWithoutJsonAreRefused() {
    for (Object value : new Object[] {Double.NaN, Double.NEGATIVE_INFINITY, 1, 1f, 'c'}) {
      assertThatThrownBy(() -> Json.write(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(value.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[null]", "9223372036854775808"})
  void valuesThatParamsCannotHoldAreRefused(String text) {
    assertThatThrownBy(() -> Json.read(Json.parse(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
