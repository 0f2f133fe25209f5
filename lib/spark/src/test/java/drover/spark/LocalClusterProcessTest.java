package drover.spark;

/** On executors of their own, in worker processes. */
final class LocalClusterProcessTest extends ProcessTrialRunnerContract {

  LocalClusterProcessTest() {
    super("local-cluster[2,1,1024]");
  }

  @Override
  String executor() {
    return "\\d+ \\(.+\\)";
  }
}
