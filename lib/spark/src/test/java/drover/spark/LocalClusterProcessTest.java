package drover.spark;

/** On executors of their own, in worker processes. */
final class LocalClusterProcessTest extends SparkTrialRunnerContract {

  LocalClusterProcessTest() {
    super("local-cluster[2,1,1024]", true);
  }

  @Override
  String executor() {
    return "\\d+ \\(.+\\)";
  }
}
