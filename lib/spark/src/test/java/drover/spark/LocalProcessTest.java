package drover.spark;

/** On one machine, in worker processes. */
final class LocalProcessTest extends ProcessTrialRunnerContract {

  LocalProcessTest() {
    super("local[2]");
  }
}
