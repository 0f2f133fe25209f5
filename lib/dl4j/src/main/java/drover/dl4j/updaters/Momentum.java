package drover.dl4j.updaters;

import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * The momentum of an updater, which may change from step to step: that of momentum and nesterovs,
 * beta1 of Adam and its kin.
 *
 * @param value as it is now
 * @param setter changes it
 */
public record Momentum(double value, DoubleConsumer setter) {

  /** Of Drover's own updaters, those that have one. */
  interface Carrier {
    Momentum momentum();
  }

  /** The momentum of an updater; empty if it has none. */
  public static Optional<Momentum> of(IUpdater updater) {
    if (updater instanceof Lookahead lookahead) {
      return of(lookahead.inner());
    }
    if (updater instanceof Carrier own) {
      return Optional.of(own.momentum());
    }
    if (updater instanceof Nesterovs one) {
      return Optional.of(new Momentum(one.getMomentum(), one::setMomentum));
    }
    if (updater instanceof Adam one) {
      return Optional.of(new Momentum(one.getBeta1(), one::setBeta1));
    }
    if (updater instanceof AdaMax one) {
      return Optional.of(new Momentum(one.getBeta1(), one::setBeta1));
    }
    if (updater instanceof AMSGrad one) {
      return Optional.of(new Momentum(one.getBeta1(), one::setBeta1));
    }
    return Optional.empty();
  }
}
