package drover.dl4j.parallel;

import drover.core.Randomness;
import drover.dl4j.Cluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Spark's executors as the workers of one network, by DL4J's {@link
 * ParameterAveragingTrainingMaster}: each worker makes some steps from the same parameters with
 * batches of its own; then their parameters are averaged, and the next round begins.
 *
 * <p>DL4J would cut an epoch into rounds by chance and drop the batches that come out over; so here
 * each round is given to it by itself.
 */
public final class AveragingCluster implements Cluster {

  /** Examples that a task evaluates at least. */
  private static final int LEAST_EVALUATED = 512;

  private final JavaSparkContext spark;
  private final AveragingSettings settings;
  private final WorkerSource source;

  /** A cluster of the executors that Spark has whenever there is work. */
  public AveragingCluster(JavaSparkContext spark, AveragingSettings settings, WorkerSource source) {
    this.spark = spark;
    this.settings = settings;
    this.source = source;
  }

  /** How many workers there are now. */
  public int workers() {
    return settings.workers().orElseGet(spark::defaultParallelism);
  }

  @Override
  public Trained train(Model network, Epoch epoch) {
    int workers = workers();
    int batchSize = settings.batch().orElse(epoch.batchSize());
    List<List<String>> rounds = rounds(epoch, batchSize, workers * settings.frequency());
    int steps = rounds.stream().mapToInt(round -> steps(round, workers)).sum();
    ToDoubleFunction<JavaRDD<String>> fitting =
        fitting(network, master(workers, batchSize, hook(network, epoch, steps), epoch.seed()));
    double losses = 0;
    for (List<String> round : rounds) {
      double loss =
          fitting.applyAsDouble(spark.parallelize(round, Math.min(workers, round.size())));
      if (!Double.isFinite(loss)) {
        return new Trained(loss, steps);
      }
      losses += loss;
    }
    return new Trained(losses / rounds.size(), steps);
  }

  /**
   * The paths of the batches of each round.
   *
   * @param size batches of a round; the last one may have fewer
   */
  static List<List<String>> rounds(Epoch epoch, int batchSize, int size) {
    int[] order = epoch.order();
    List<String> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      int to = Math.min(order.length, from + batchSize);
      long seed = Randomness.seed(epoch.seed(), batches.size(), "batch");
      batches.add(BatchLoader.path(seed, Arrays.copyOfRange(order, from, to)));
    }
    List<List<String>> rounds = new ArrayList<>();
    for (int from = 0; from < batches.size(); from += size) {
      rounds.add(new ArrayList<>(batches.subList(from, Math.min(batches.size(), from + size))));
    }
    return rounds;
  }

  /** Steps of the worker with the most batches. */
  private static int steps(List<String> round, int workers) {
    return (round.size() + workers - 1) / workers;
  }

  private WorkerSteps hook(Model network, Epoch epoch, int steps) {
    int first =
        network instanceof ComputationGraph graph
            ? graph.getIterationCount()
            : ((MultiLayerNetwork) network).getIterationCount();
    return new WorkerSteps(
        source, epoch.number(), first, steps, epoch.seed(), epoch.stepsSeed(), epoch.steps());
  }

  private ParameterAveragingTrainingMaster master(
      int workers, int batchSize, WorkerSteps hook, long seed) {
    return new ParameterAveragingTrainingMaster.Builder(workers, batchSize)
        .batchSizePerWorker(batchSize)
        .averagingFrequency(settings.frequency())
        .saveUpdater(settings.averageUpdater())
        .repartionData(settings.repartition())
        .workerPrefetchNumBatches(0)
        .rngSeed(seed)
        .trainingHooks(hook)
        .build();
  }

  /** Trains one round and gives the mean loss of the workers' last batches. */
  private ToDoubleFunction<JavaRDD<String>> fitting(
      Model network, ParameterAveragingTrainingMaster master) {
    BatchLoader loader = new BatchLoader(source);
    if (network instanceof ComputationGraph graph) {
      SparkComputationGraph parallel = new SparkComputationGraph(spark, graph, master);
      return round -> {
        ComputationGraph unused = parallel.fitPaths(round, loader);
        return parallel.getScore();
      };
    }
    SparkDl4jMultiLayer parallel =
        new SparkDl4jMultiLayer(spark, (MultiLayerNetwork) network, master);
    return round -> {
      MultiLayerNetwork unused = parallel.fitPaths(round, loader);
      return parallel.getScore();
    };
  }

  @Override
  public float[] outputs(Model network, Part part, int size) {
    int tasks = Math.max(1, Math.min(workers(), size / LEAST_EVALUATED));
    List<Integer> numbers = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      numbers.add(task);
    }
    Broadcast<byte[]> model = spark.broadcast(file(network));
    WorkerSource workers = source;
    try {
      List<float[]> parts =
          spark
              .parallelize(numbers, tasks)
              .map(
                  task ->
                      workers
                          .worker()
                          .outputs(
                              model.value(),
                              part,
                              place(size, task, tasks),
                              place(size, task + 1, tasks)))
              .collect();
      return joined(parts);
    } finally {
      model.destroy();
    }
  }

  private static int place(int size, int task, int tasks) {
    return (int) ((long) size * task / tasks);
  }

  private static byte[] file(Model network) {
    try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
      ModelSerializer.writeModel(network, file, false);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }
}
