package drover.spark.worker;

import java.util.Optional;

class InThreadTest extends IsolationContract {
  InThreadTest() {
    super(new InThread(Optional.empty()));
  }
}
