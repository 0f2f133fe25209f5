package drover.jobs.bench.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Objective;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.json.Json;
import java.io.FileNotFoundException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class on the classpath that evaluates problems, in one of two forms:
 *
 * <ul>
 *   <li>An {@link Objective}. Its trials have the point as params; {@code
 *       context.settings().free("settings")} has it too, with the problem's name as {@code problem}
 *       and its constants below {@code constants}. The first loss of a scored outcome counts;
 *       {@code context.score(Map.of("value", v))} makes one.
 *   <li>Any class with a public method {@code double NAME(String problem, Map<String, Object>
 *       params)}, static or not: the only such one, or the one named {@code evaluate}.
 * </ul>
 *
 * Several runs share one instance and call it at once; it has a public constructor without
 * arguments.
 */
final class UserClass {

  private static final String EVALUATE = "evaluate";

  private UserClass() {}

  /**
   * What evaluates a problem.
   *
   * @param constants the problem's own, whatever they are
   * @throws IllegalArgumentException if there is no such class, or it has neither form
   */
  static Evaluator evaluator(String name, String problem, Goal goal, JsonNode constants) {
    Class<?> type = find(name);
    if (Objective.class.isAssignableFrom(type)) {
      Objective objective = (Objective) create(type);
      return params -> {
        Trial trial = new Trial(0, params, 1, Note.EMPTY);
        return objective.evaluate(
            trial, new Context(settings(trial, problem, constants), List.of(goal)));
      };
    }
    Method method = method(type);
    @Nullable Object instance = Modifier.isStatic(method.getModifiers()) ? null : create(type);
    return params -> Evaluator.outcome(call(method, instance, problem, params.values()));
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class " + name + " on the classpath; DROVER_JARS=a.jar,b.jar adds jars", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException("the class " + name + " cannot be loaded: " + e, e);
    }
  }

  private static Object create(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type.getName() + " cannot be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName() + " must be public, with a public constructor without arguments", e);
    }
  }

  private static Method method(Class<?> type) {
    List<Method> methods = Arrays.stream(type.getMethods()).filter(UserClass::evaluates).toList();
    Optional<Method> named =
        methods.stream().filter(method -> method.getName().equals(EVALUATE)).findFirst();
    if (named.isEmpty() && methods.size() != 1) {
      throw new IllegalArgumentException(
          type.getName()
              + " is neither a drover.core.Objective nor has it one public method"
              + " double evaluate(String problem, Map<String, Object> params)");
    }
    return named.orElseGet(() -> methods.get(0));
  }

  private static boolean evaluates(Method method) {
    return method.getReturnType() == double.class
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class, Map.class});
  }

  private static double call(
      Method method, @Nullable Object instance, String problem, Map<String, Object> params)
      throws Exception {
    try {
      return (double) method.invoke(instance, problem, params);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Section settings(Trial trial, String problem, JsonNode constants) {
    ObjectNode settings = Json.object();
    trial.params().values().forEach((name, value) -> settings.set(name, Json.write(value)));
    settings.put("problem", problem);
    if (constants.isObject()) {
      settings.set("constants", constants);
    }
    ObjectNode objective = Json.object();
    objective.set("settings", settings);
    return Sections.resolved(Json.text(objective), "objective.class");
  }

  /** What an objective finds around it here: its point, and nothing to keep. */
  private record Context(Section settings, List<Goal> goals) implements TrialContext {

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public void report(int step, Map<String, Double> metrics) {}

    @Override
    public Path local(String uri) throws FileNotFoundException {
      throw new FileNotFoundException(uri + ": a problem has no data files");
    }

    @Override
    public Path model() {
      throw new UnsupportedOperationException("a problem keeps no model");
    }
  }
}
