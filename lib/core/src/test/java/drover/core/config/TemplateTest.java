package drover.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.json.Json;
import drover.core.space.Choice;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private static final String NESTED =
      """
      zeta { real = [0, 1] }
      layers = [
        { one-of {
          wide { units { int = [8, 64], scale = log }, shape { one-of { round {}, flat { by = 3 } } } }
          deep { count { ordinal = [1, 2.0, 3e0] } }
        } }
        { fixed { units = 3 } }
      ]
      rate { real = [1e-4, 1e-1], scale = log, name = lr }
      alpha { choice = [true, relu, 7, "7", 0.5] }
      steps { int = [2, 10], step = 4 }, thirds { real = [0, 0.9], step = 0.3 }
      """;

  @Test
  void parametersComeInTheOrderOfTheFileWithEachOneOfBeforeItsOptions() {
    Optional<Condition> wide = Optional.of(new Condition("layers.0", "wide"));
    Optional<Condition> deep = Optional.of(new Condition("layers.0", "deep"));
    Optional<Condition> always = Optional.empty();
    assertThat(template(NESTED).space().parameters())
        .containsExactly(
            new Real("zeta", always, 0, 1, false, OptionalDouble.empty()),
            new Choice("layers.0", always, List.of("wide", "deep")),
            new Choice("layers.0.wide.shape", wide, List.of("flat", "round")),
            new Int("layers.0.wide.units", wide, 8, 64, true, 1),
            new Ordinal("layers.0.deep.count", deep, List.of(1L, 2.0, 3.0)),
            new Real("lr", always, 1e-4, 1e-1, true, OptionalDouble.empty()),
            new Choice("alpha", always, List.of(true, "relu", 7L, "7", 0.5)),
            new Int("steps", always, 2, 10, false, 4),
            new Real("thirds", always, 0, 0.9, false, OptionalDouble.of(0.3)));
  }

  @Test
  void elementsOfAListOfHaveRangesOfTheirOwnAsFarAsItsLengthGoes() {
    Template template =
        template(
            """
            blocks { list-of = [{ units { int = [1, 8] } }, flat], length = [1, 3] }
            branches { list-of { one-of { a {}, b { rate { real = [0, 1] } } } }, length = [0, 1] }
            """);
    Optional<Condition> always = Optional.empty();
    Optional<Condition> second = Optional.of(new Condition("blocks", List.of(2L, 3L)));
    Optional<Condition> third = Optional.of(new Condition("blocks", List.of(3L)));
    assertThat(template.space().parameters())
        .containsExactly(
            new Int("blocks", always, 1, 3, false, 1),
            new Int("blocks.0.0.units", always, 1, 8, false, 1),
            new Int("blocks.1.0.units", second, 1, 8, false, 1),
            new Int("blocks.2.0.units", third, 1, 8, false, 1),
            new Int("branches", always, 0, 1, false, 1),
            new Choice(
                "branches.0",
                Optional.of(new Condition("branches", List.of(1L))),
                List.of("a", "b")),
            new Real(
                "branches.0.b.rate",
                Optional.of(new Condition("branches.0", "b")),
                0,
                1,
                false,
                OptionalDouble.empty()));
    Params params =
        params(
            Map.of("blocks", 2L, "blocks.0.0.units", 4L, "blocks.1.0.units", 7L, "branches", 0L));
    assertThat(Json.parse(template.resolve(params)))
        .isEqualTo(
            Json.parse(
                "{\"blocks\": [[{\"units\": 4}, \"flat\"], [{\"units\": 7}, \"flat\"]],"
                    + " \"branches\": []}"));
    assertThat(Template.of(template.json()).space().parameters())
        .isEqualTo(template.space().parameters());
  }

  @Test
  void aOneOfBecomesAnObjectOfTheChosenOption() {
    Params params =
        params(
            Map.of(
                "zeta",
                0.25,
                "layers.0",
                "wide",
                "layers.0.wide.units",
                16L,
                "layers.0.wide.shape",
                "flat",
                "lr",
                0.01,
                "alpha",
                "7",
                "steps",
                6L,
                "thirds",
                0.3));
    assertThat(Json.parse(template(NESTED).resolve(params)))
        .isEqualTo(
            Json.parse(
                """
                {"zeta": 0.25,
                 "layers": [{"wide": {"units": 16, "shape": {"flat": {"by": 3}}}},
                            {"fixed": {"units": 3}}],
                 "rate": 0.01, "alpha": "7", "steps": 6, "thirds": 0.3}
                """));
  }

  @Test
  void anOptionMayHoldNothing() {
    Template template = template("u { one-of { none {}, some { x { int = [1, 2] } } } }");
    assertThat(Json.parse(template.resolve(params(Map.of("u", "none")))))
        .isEqualTo(Json.parse("{\"u\": {\"none\": {}}}"));
  }

  @Test
  void theJsonMakesTheSameTemplateAgain() {
    Template template = template(NESTED);
    Template again = Template.of(template.json());
    assertThat(again.space().parameters()).isEqualTo(template.space().parameters());
    assertThat(again.json()).isEqualTo(template.json());
    RandomGenerator random = Randomness.of(1, 0, "points");
    for (int i = 0; i < 50; i++) {
      Params params = template.space().sample(random);
      assertThat(again.resolve(params)).isEqualTo(template.resolve(params));
    }
  }

  @Test
  void everyPointIsReadAsTheTypeThatItsParameterHas() {
    Template template = template("a { choice = [1, 2.0, x, true] }");
    for (Parameter parameter : template.space().parameters()) {
      for (Object value : ((Choice) parameter).values()) {
        JsonNode resolved = Json.parse(template.resolve(params(Map.of("a", value))));
        assertThat(Json.read(resolved.path("a"))).isEqualTo(value);
      }
    }
  }

  @Test
  void aPointThatLacksAnActiveParameterIsRefused() {
    Template template = template("a { int = [1, 2] }");
    assertThatThrownBy(() -> template.resolve(Params.EMPTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void aKeyWithADotIsOneStepOfTheName() {
    Template template = template("a { \"b.c\" { int = [1, 2] } }");
    assertThat(template.space().parameters().get(0).name()).isEqualTo("a.\"b.c\"");
  }

  private static Params params(Map<String, Object> values) {
    return new Params(values);
  }

  private static Template template(String hocon) {
    Mistakes mistakes = new Mistakes();
    Template template = Template.of(HoconText.parse("t.conf", hocon), "objective", mistakes);
    assertThat(mistakes.found()).isEmpty();
    return template;
  }
}
