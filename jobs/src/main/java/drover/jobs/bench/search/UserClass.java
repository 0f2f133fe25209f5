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
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
 *       params)}, static or not: the only such one, or the one named {@code evaluate}, {@code eval}
 *       or {@code value}, in this order.
 * </ul>
 *
 * Each run makes an instance of its own, by the constructor without arguments. Neither the class
 * nor its constructor need be public.
 */
final class UserClass {

  private static final List<String> NAMES = List.of("evaluate", "eval", "value");

  private UserClass() {}

  /**
   * What makes the evaluator of a run.
   *
   * @param constants the problem's own, whatever they are
   * @throws IllegalArgumentException if there is no such class, or it has neither form
   */
  static Supplier<Evaluator> evaluators(
      String name, String problem, Goal goal, JsonNode constants) {
    Class<?> type = find(name);
    if (Objective.class.isAssignableFrom(type)) {
      return () -> objective((Objective) create(type), problem, goal, constants);
    }
    Method method = method(type);
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return () -> {
      @Nullable Object instance = isStatic ? null : create(type);
      return params -> Evaluator.outcome(call(method, instance, problem, params.values()));
    };
  }

  private static Evaluator objective(
      Objective objective, String problem, Goal goal, JsonNode constants) {
    return params -> {
      Trial trial = new Trial(0, params, 1, Note.EMPTY);
      return objective.evaluate(
          trial, new Context(settings(trial, problem, constants), List.of(goal)));
    };
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class " + name + " on the classpath; DROVER_JARS=a.jar,b.jar adds jars", e);
    } catch (LinkageError e) {
      throw unusable(name, e);
    }
  }

  private static Object create(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException | LinkageError e) {
      throw unusable(type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName() + " must have a constructor without arguments", e);
    }
  }

  private static IllegalArgumentException unusable(String name, Throwable e) {
    boolean wraps =
        e instanceof InvocationTargetException || e instanceof ExceptionInInitializerError;
    Throwable cause = wraps && e.getCause() != null ? e.getCause() : e;
    return new IllegalArgumentException("the class " + name + " cannot be used: " + cause, e);
  }

  private static Method method(Class<?> type) {
    List<Method> methods = methods(type);
    Method method =
        NAMES.stream()
            .flatMap(name -> methods.stream().filter(m -> m.getName().equals(name)))
            .findFirst()
            .or(() -> methods.size() == 1 ? Optional.of(methods.get(0)) : Optional.empty())
            .orElseThrow(() -> none(type, methods));
    method.setAccessible(true); // its class may not be public
    return method;
  }

  private static List<Method> methods(Class<?> type) {
    try {
      return Arrays.stream(type.getMethods()).filter(UserClass::evaluates).toList();
    } catch (LinkageError e) {
      throw unusable(type.getName(), e);
    }
  }

  private static IllegalArgumentException none(Class<?> type, List<Method> methods) {
    String found =
        methods.isEmpty()
            ? ""
            : "; it has "
                + methods.stream().map(Method::getName).sorted().collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        type.getName()
            + " is neither a drover.core.Objective nor has it one public method"
            + " double evaluate(String problem, Map<String, Object> params)"
            + found);
  }

  private static boolean evaluates(Method method) {
    return (method.getReturnType() == double.class || method.getReturnType() == Double.class)
        && !method.isBridge()
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class, Map.class});
  }

  private static double call(
      Method method, @Nullable Object instance, String problem, Map<String, Object> params)
      throws Exception {
    try {
      return method.invoke(instance, problem, params) instanceof Double value ? value : Double.NaN;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
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
