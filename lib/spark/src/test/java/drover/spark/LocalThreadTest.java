package drover.spark;

/** On one machine, in the tasks' threads. */
final class LocalThreadTest extends SparkTrialRunnerContract {

  LocalThreadTest() {
    super("local[2]", false);
  }
}
