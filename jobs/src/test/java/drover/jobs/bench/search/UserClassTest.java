package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.space.Real;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserClassTest {

  private static final String PROBLEM =
      """
      { "name": "mine", "optimum": 0, "random1_median": 20, "constants": { "shift": 1 },
        "parameters": [
          { "name": "x", "type": "float", "low": 0, "high": 5 },
          { "name": "n", "type": "int", "low": 1, "high": 64 },
          { "name": "c", "type": "categorical", "choices": ["a", "b"] },
          { "name": "k", "type": "categorical", "choices": [16, 32] },
          { "name": "flag", "type": "categorical", "choices": [true, false] } ],
        "check": [ { "params": { "x": 1.5, "n": 2, "c": "b", "k": 32, "flag": false }, "value": 4.5 } ] }
      """;

  @TempDir Path folder;

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  /** The value is x + n + index of c, by its settings. */
  public static final class AnObjective implements Objective {
    @Override
    public Outcome evaluate(Trial trial, TrialContext context) {
      Map<String, Object> settings = context.settings().free("settings");
      assertThat(settings).containsEntry("problem", "mine").containsEntry("constants.shift", 1L);
      double c = Objects.equals(settings.get("c"), "b") ? 1 : 0;
      double value = trial.params().real("x") + number(settings.get("n")) + c;
      return context.score(Map.of("value", value));
    }
  }

  /** Has one method of the right kind, whatever its name. */
  public static final class Plain {
    public double value(String problem, Map<String, Object> params) {
      assertThat(problem).isEqualTo("mine");
      double c = Objects.equals(params.get("c"), "b") ? 1 : 0;
      return number(params.get("x")) + number(params.get("n")) + c;
    }

    public double other(String problem) {
      return problem.length();
    }
  }

  /** Is not public, keeps state, and has several methods of the right kind. */
  static final class Stateful {
    private double calls;

    private Stateful() {}

    public Double value(String problem, Map<String, Object> params) {
      return -1.0 * problem.length() * params.size();
    }

    public Double eval(String problem, Map<String, Object> params) {
      assertThat(problem).isEqualTo("mine");
      assertThat(params).containsEntry("k", 32L).containsEntry("flag", false);
      return 4.5 + calls++;
    }
  }

  /** Breaks by an error. */
  public static final class Erroneous {
    public static double evaluate(String problem, Map<String, Object> params) {
      if (!params.isEmpty()) {
        throw new AssertionError("no " + problem + " of " + params.size());
      }
      return 0;
    }
  }

  /** Cannot be initialised. */
  public static final class Uninitialised {
    private static final double FIRST = number(null);

    public double evaluate(String problem, Map<String, Object> params) {
      return FIRST + problem.length() + params.size();
    }
  }

  /** Has two. */
  public static final class Ambiguous {
    public double one(String problem, Map<String, Object> params) {
      return params.size() + problem.length();
    }

    public double two(String problem, Map<String, Object> params) {
      return params.size() - problem.length();
    }
  }

  @Test
  void anObjectiveOrAnyClassWithAMethodEvaluates() {
    for (Class<?> type : List.of(AnObjective.class, Plain.class)) {
      assertThat(FormulaProblem.read(PROBLEM, type.getName()).name()).isEqualTo("mine");
    }
  }

  @Test
  void theProblemsOwnClassComesFirst() {
    String own = PROBLEM.replaceFirst("\\{", "{ \"objective\": \"no.Such\",");
    assertThatThrownBy(() -> FormulaProblem.read(own, Plain.class.getName()))
        .hasMessageContaining("there is no class no.Such");
  }

  @Test
  void aClassThatCannotEvaluateIsRefused() {
    for (String name : List.of(Ambiguous.class.getName(), "java.lang.String")) {
      assertThatThrownBy(() -> FormulaProblem.read(PROBLEM, name))
          .hasMessageContaining(name + " is neither a drover.core.Objective nor");
    }
  }

  @Test
  void eachRunHasAnInstanceOfItsOwn() throws Exception {
    FormulaProblem problem = FormulaProblem.read(PROBLEM, Stateful.class.getName());
    Params params =
        problem.space().build(parameter -> parameter.at(parameter instanceof Real ? 0 : 1));
    Evaluator first = problem.evaluator();
    assertThat(first.evaluate(params)).isEqualTo(Outcome.Scored.of(4.5));
    assertThat(first.evaluate(params)).isEqualTo(Outcome.Scored.of(5.5));
    assertThat(problem.evaluator().evaluate(params)).isEqualTo(Outcome.Scored.of(4.5));
  }

  @Test
  void whyAClassBreaksIsSaid() {
    assertThatThrownBy(() -> FormulaProblem.read(PROBLEM, Erroneous.class.getName()))
        .hasMessageContaining("no value at x=1.5")
        .hasMessageContaining("AssertionError: no mine of 5");
    assertThatThrownBy(() -> FormulaProblem.read(PROBLEM, Uninitialised.class.getName()))
        .hasMessageContaining("$Uninitialised cannot be used: java.lang.NullPointerException");
    assertThatThrownBy(() -> FormulaProblem.read(PROBLEM, Ambiguous.class.getName()))
        .hasMessageEndingWith("; it has one, two");
  }

  @Test
  void aJarThatTheTestCompilesEvaluates() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Outside.java"),
            """
            import java.util.Map;
            public class Outside {
              public static double eval(String name, Map<String, Object> p) {
                return ((Number) p.get("x")).doubleValue() + ((Number) p.get("n")).doubleValue()
                    + (p.get("c").equals("b") ? 1 : 0);
              }
            }
            """);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(exit).isZero();
    Path jar = jar("Outside.class");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      FormulaProblem problem = FormulaProblem.read(PROBLEM, "Outside");
      Outcome outcome =
          problem.evaluator().evaluate(problem.space().build(parameter -> parameter.at(0)));
      assertThat(outcome).isEqualTo(Outcome.Scored.of(1));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Path jar(String file) throws IOException {
    Path jar = folder.resolve("outside.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(file));
      Files.copy(folder.resolve(file), out);
      out.closeEntry();
    }
    return jar;
  }
}
