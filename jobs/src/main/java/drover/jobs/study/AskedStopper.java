package drover.jobs.study;

import drover.core.Stopper;
import drover.core.Trial;
import java.util.NavigableMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stopper that notes whether any running trial asked it. */
record AskedStopper(Stopper stopper, AtomicBoolean asked) implements Stopper {

  @Override
  public void learn(Trial trial, int step, double loss) {
    stopper.learn(trial, step, loss);
  }

  @Override
  public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
    asked.set(true);
    return stopper.stops(trial, curve);
  }

  @Override
  public void ended(Trial trial) {
    stopper.ended(trial);
  }
}
