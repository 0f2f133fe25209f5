package drover.spark;

/** On executors of their own, in the tasks' threads. */
final class LocalClusterThreadTest extends SparkTrialRunnerContract {

  LocalClusterThreadTest() {
    super("local-cluster[2,1,1024]", false);
  }

  @Override
  String executor() {
    return "\\d+ \\(.+\\)";
  }
}
