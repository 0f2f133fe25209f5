package drover.jobs.study;

import drover.core.DataPath;
import drover.core.Goal;
import drover.core.Objective;
import drover.core.ObjectiveType;
import drover.core.config.MistakesException;
import drover.core.config.Section;
import drover.core.function.FunctionObjectiveType;
import drover.core.tabular.TabularObjectiveType;
import drover.dl4j.Dl4jObjectiveType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The kinds of objective that {@code objective.type} may name. */
final class ObjectiveTypes {

  private static final List<ObjectiveType> BUILT_IN =
      List.of(new Dl4jObjectiveType(), new FunctionObjectiveType(), new TabularObjectiveType());

  private ObjectiveTypes() {}

  /** The built-in type of this name, or the user's class of this name; empty if there is none. */
  static Optional<ObjectiveType> find(String name) {
    return Stream.concat(
            BUILT_IN.stream().filter(type -> type.name().equals(name)), UserClass.find(name))
        .findFirst();
  }

  /** A type to go on with after a mistake, so that further ones are found. */
  static ObjectiveType any() {
    return BUILT_IN.get(0);
  }

  /** The names of the built-in types. */
  static List<String> names() {
    return BUILT_IN.stream().map(ObjectiveType::name).toList();
  }

  /**
   * An {@link Objective} of the user's on the classpath. Its free settings, ranges included, live
   * in {@code objective.settings}.
   */
  private record UserClass(String implementation) implements ObjectiveType {

    static Stream<ObjectiveType> find(String name) {
      try {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Class<?> type = Class.forName(name, false, loader);
        return Objective.class.isAssignableFrom(type)
            ? Stream.of(new UserClass(name))
            : Stream.empty();
      } catch (ClassNotFoundException absent) {
        return Stream.empty();
      } catch (LinkageError e) {
        throw new MistakesException(
            List.of("objective.type: the class " + name + " cannot be loaded: " + e));
      }
    }

    /** Stands for all of them: where their defaults are. */
    @Override
    public String name() {
      return "class";
    }

    /** Its code may be anything, native code included. */
    @Override
    public boolean needsProcess() {
      return true;
    }

    @Override
    public Plan check(Section objective, Configuration hadoop) {
      long budget = objective.integer("budget", 1, Integer.MAX_VALUE);
      List<String> files = objective.texts("files");
      files.forEach(file -> checkFile(file, objective, hadoop));
      objective.free("settings");
      return new Plan((int) budget, files, List.of(), new Goal("loss", false));
    }

    private static void checkFile(String file, Section objective, Configuration hadoop) {
      try {
        DataPath.find(file, hadoop);
      } catch (FileNotFoundException e) {
        objective.mistake("files", "there is no file " + file);
      } catch (IOException | IllegalArgumentException e) {
        objective.mistake("files", "cannot read " + file + ": " + e.getMessage());
      }
    }
  }
}
