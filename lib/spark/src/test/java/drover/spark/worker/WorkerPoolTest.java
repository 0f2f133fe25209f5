package drover.spark.worker;

import java.util.List;

class WorkerPoolTest extends IsolationContract {
  WorkerPoolTest() {
    super(
        new WorkerPool(
            new WorkerSettings(64L << 20, 64L << 20, 100, 1L << 30), List.of(), Processes.FILES));
  }
}
