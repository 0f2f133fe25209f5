package drover.spark.worker;

class InThreadTest extends IsolationContract {
  InThreadTest() {
    super(new InThread());
  }
}
