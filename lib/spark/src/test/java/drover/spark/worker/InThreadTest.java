package drover.spark.worker;

class InThreadTest extends IsolationContract {
  @Override
  Isolation open() {
    return new InThread();
  }
}
