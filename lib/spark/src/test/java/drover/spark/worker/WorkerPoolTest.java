package drover.spark.worker;

class WorkerPoolTest extends IsolationContract {
  WorkerPoolTest() {
    super(new WorkerPool(new WorkerSettings(64L << 20, 64L << 20, 100, 1L << 30), Processes.FILES));
  }
}
