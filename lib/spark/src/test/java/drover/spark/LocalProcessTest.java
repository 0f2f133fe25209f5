package drover.spark;

/** On one machine, in worker processes. */
final class LocalProcessTest extends SparkTrialRunnerContract {

  LocalProcessTest() {
    super("local[2]", true);
  }
}
