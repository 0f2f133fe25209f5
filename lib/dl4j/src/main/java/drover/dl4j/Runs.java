package drover.dl4j;

import drover.core.TrialContext;
import drover.dl4j.layers.InfeasibleException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trainings of one trial: one for each fold and seed. They go on together, an epoch of each in
 * turn, so that a report is about all of them, budgets count epochs whatever the number of
 * trainings, and a checkpoint holds all.
 */
final class Runs implements AutoCloseable {

  /** What is added to the name of a metric for its standard deviation over the trainings. */
  static final String SPREAD = "-spread";

  private final List<Training> trainings = new ArrayList<>();
  private final TrialContext context;
  private final EndSettings end;

  Runs(EndSettings end, TrialContext context) {
    this.end = end;
    this.context = context;
  }

  /** Takes a further training, which is closed with the others. */
  void add(Training training) {
    trainings.add(training);
  }

  /**
   * Trains until so many epochs are done, or until nothing improves any more; reports each epoch,
   * and offers it as a checkpoint.
   *
   * @return the metrics of the weights that are left
   * @throws InfeasibleException as soon as a training diverges
   */
  Map<String, Double> run(int epochs)
      throws InfeasibleException, InterruptedException, IOException {
    Training first = trainings.get(0);
    Map<String, Double> metrics = Map.of();
    boolean ends = first.epoch() >= epochs || first.kept().stops(first.epoch());
    if (ends) { // nothing is left to train
      metrics = all(Training::measured);
      if (first.kept().bestEpoch() == 0) {
        ended(metrics);
      }
      context.checkpoint(first.epoch(), true, this::checkpoint);
    }
    while (!ends) {
      metrics = all(Training::next);
      ended(metrics);
      ends = first.epoch() >= epochs || first.kept().stops(first.epoch());
      context.report(first.epoch(), metrics);
      context.checkpoint(first.epoch(), ends, this::checkpoint);
    }
    return finish(metrics);
  }

  /** Writes the model of the first training. */
  void saveModel(Path file) throws IOException {
    trainings.get(0).save(file);
  }

  /** The metrics of the weights that are left, where they are not the last ones. */
  private Map<String, Double> finish(Map<String, Double> last)
      throws InfeasibleException, InterruptedException {
    boolean others = false;
    for (Training training : trainings) {
      others |= training.finish();
    }
    Map<String, Double> metrics = new TreeMap<>(others ? all(Training::measured) : last);
    if (end.comparesEpochs()) {
      metrics.put(EndSettings.BEST_EPOCH, (double) trainings.get(0).kept().bestEpoch());
    }
    return metrics;
  }

  /** All are told the same number, and so all end with the same epoch and keep the same one. */
  private void ended(Map<String, Double> metrics) {
    double loss = loss(metrics);
    trainings.forEach(training -> training.ended(loss));
  }

  /** What epochs are compared by. */
  private double loss(Map<String, Double> metrics) {
    return context.goals().stream()
        .filter(goal -> end.byGoal() && metrics.containsKey(goal.metric()))
        .findFirst()
        .map(goal -> goal.loss(Objects.requireNonNull(metrics.get(goal.metric()))))
        .orElseGet(() -> Training.loss(metrics));
  }

  private interface Step {
    Map<String, Double> of(Training training) throws InfeasibleException, InterruptedException;
  }

  /** Mean and spread of the metrics of all. */
  private Map<String, Double> all(Step step) throws InfeasibleException, InterruptedException {
    List<Map<String, Double>> each = new ArrayList<>();
    for (Training training : trainings) {
      each.add(step.of(training));
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    Map<String, Double> both = new TreeMap<>();
    for (String name : each.get(0).keySet()) {
      double[] values = each.stream().mapToDouble(metrics -> metrics.get(name)).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
      both.put(name, mean);
      both.put(name + SPREAD, Math.sqrt(squares / (values.length - 1)));
    }
    return both;
  }

  /** The file of the first training, in which those of the others are entries. */
  private void checkpoint(Path file) throws IOException {
    trainings.get(0).save(file);
    for (int i = 1; i < trainings.size(); i++) {
      Path other = Files.createTempFile(file.toAbsolutePath().getParent(), "run", ".zip");
      try {
        Files.delete(other);
        trainings.get(i).save(other);
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
          Files.copy(other, zip.getPath(entry(i)));
        }
      } finally {
        Files.deleteIfExists(other);
      }
    }
  }

  /** Uses the file of one of the trainings in a checkpoint, if it is there. */
  static <T> Optional<T> inCheckpoint(Path file, int number, Reader<T> reader) throws IOException {
    if (number == 0) {
      return Optional.of(reader.read(file));
    }
    Path copy = Files.createTempFile("run", ".zip");
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path entry = zip.getPath(entry(number));
      if (!Files.exists(entry)) {
        return Optional.empty();
      }
      Files.copy(entry, copy, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(reader.read(copy));
    } finally {
      Files.delete(copy);
    }
  }

  /** Reads the file of a training. */
  interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private static String entry(int number) {
    return "run-" + number + ".zip";
  }

  @Override
  public void close() {
    trainings.forEach(Training::close);
  }
}
