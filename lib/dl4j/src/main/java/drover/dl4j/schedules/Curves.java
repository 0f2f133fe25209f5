package drover.dl4j.schedules;

/** Schedules that are functions of x, the epochs since their begin. */
final class Curves {

  private Curves() {}

  /** γ^⌊x / every⌋. */
  static Schedule step(double every, double gamma) {
    return x -> Math.pow(gamma, Math.floor(x / every));
  }

  /** γ to the number of the milestones that are not after x. */
  static Schedule multiStep(double[] milestones, double gamma) {
    return x -> {
      double factor = 1;
      for (double milestone : milestones) {
        factor *= x >= milestone ? gamma : 1;
      }
      return factor;
    };
  }

  /** γ^x. */
  static Schedule exponential(double gamma) {
    return x -> Math.pow(gamma, x);
  }

  /** (1 + γx)^−power. */
  static Schedule inverse(double gamma, double power) {
    return x -> Math.pow(1 + gamma * x, -power);
  }

  /** From 1 to the end as (1 − x / epochs)^power. */
  static Schedule polynomial(double epochs, double power, double end) {
    return x -> between(end, 1, Math.pow(1 - share(x, epochs), power));
  }

  /** 1 / (1 + e^(γ(x − middle))). */
  static Schedule sigmoid(double gamma, double middle) {
    return x -> 1 / (1 + Math.exp(gamma * (x - middle)));
  }

  /** Linear from the start to 1, and 1 from then on (Goyal et al. 2017). */
  static Schedule warmUp(double epochs, double start) {
    return x -> between(start, 1, share(x, epochs));
  }

  /** Half a cosine from 1 to the end (Loshchilov and Hutter 2017). */
  static Schedule cosine(double epochs, double end) {
    return x -> between(end, 1, fall(share(x, epochs)));
  }

  /**
   * Cosines that begin again at 1 (SGDR, Loshchilov and Hutter 2017, equation 5): the first one
   * takes t0 epochs, each further one tMult times the one before.
   */
  static Schedule warmRestarts(double t0, double tMult, double end) {
    return x -> {
      double length = t0;
      double begin = 0;
      while (x >= begin + length) {
        begin += length;
        length *= tMult;
      }
      return between(end, 1, fall((x - begin) / length));
    };
  }

  /**
   * Triangles between low and 1 (Smith 2017): half of one takes {@code half} epochs, and each is
   * {@code decay} times as high above low as the one before.
   */
  static Schedule cyclic(double low, double half, double decay) {
    return x -> {
      double cycle = Math.floor(x / (2 * half));
      double height = 1 - Math.abs(x / half - 2 * cycle - 1);
      return low + (1 - low) * height * Math.pow(decay, cycle);
    };
  }

  /**
   * Up from the start to 1 in a share of all epochs, and down to the end in the others, in half
   * cosines (Smith and Topin 2018).
   */
  static Schedule oneCycle(double epochs, double rise, double start, double end) {
    return x -> {
      double share = share(x, epochs);
      return share < rise
          ? between(start, 1, 1 - fall(share / rise))
          : between(end, 1, fall((share - rise) / (1 - rise)));
    };
  }

  /** What a momentum does meanwhile: from 1 down to low, and back. */
  static Schedule oneCycleMomentum(double epochs, double rise, double low) {
    Schedule rate = oneCycle(epochs, rise, 0, 0);
    return x -> between(1, low, rate.factor(x));
  }

  /** From one number to another. */
  static double between(double zero, double one, double share) {
    return zero + (one - zero) * share;
  }

  /** Half a cosine: 1 at 0, 0 at 1. */
  static double fall(double share) {
    return (1 + Math.cos(Math.PI * share)) / 2;
  }

  private static double share(double x, double epochs) {
    return Math.min(1, x / epochs);
  }
}
