package drover.spark;

import drover.core.Objective;
import drover.core.UnusableStudyException;
import drover.core.config.MistakesException;
import drover.spark.MemoryPreflight.Room;
import drover.spark.worker.WorkerSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;

/**
 * What an executor says of its machine. The driver asks those that there are before it asks for the
 * first trial; those that come later ask themselves before their first.
 *
 * @param room its memory
 * @param obstacles what keeps the study's objective from running there
 */
record Preflight(Room room, List<String> obstacles) implements Serializable {

  /**
   * That of the executor on which this is called.
   *
   * @param implementation name of the objective's class
   */
  static Preflight here(String implementation) {
    return new Preflight(Room.here(), obstacles(implementation));
  }

  private static List<String> obstacles(String implementation) {
    boolean gpu = SparkEnv.get().conf().getDouble("spark.task.resource.gpu.amount", 0) > 0;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Objective objective =
          Class.forName(implementation, true, loader)
              .asSubclass(Objective.class)
              .getConstructor()
              .newInstance();
      return List.copyOf(objective.obstacles(gpu));
    } catch (ReflectiveOperationException | ClassCastException | LinkageError unusable) {
      return List.of(); // The trial says so, where it is evaluated.
    }
  }

  /**
   * Refuses machines that the objective cannot use.
   *
   * @param machines of executors, by their names
   * @throws MistakesException with all obstacles
   */
  static void requireNoObstacles(Map<String, Preflight> machines) {
    List<String> mistakes = new ArrayList<>();
    machines.forEach(
        (name, machine) -> machine.obstacles().forEach(what -> mistakes.add(named(name, what))));
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
  }

  /**
   * Refuses the machine on which this is called.
   *
   * @param workers the limits of a worker, if trials run in such
   */
  void require(Optional<WorkerSettings> workers) {
    List<String> all = new ArrayList<>(obstacles);
    workers
        .flatMap(limits -> MemoryPreflight.mistake(room.host(), room.memory(), limits))
        .ifPresent(all::add);
    if (!all.isEmpty()) {
      throw new UnusableStudyException(named(Executors.name(), String.join("; ", all)));
    }
  }

  private static String named(String executor, String what) {
    return "executor " + executor + ": " + what;
  }
}
