package drover.core.function;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Functions with which optimisers are tried out, all to be minimised. Sources: M. Jamil and X.-S.
 * Yang, A literature survey of benchmark functions for global optimisation problems (2013); N.
 * Hansen et al., Real-parameter black-box optimization benchmarking (2009) for the ellipsoid.
 *
 * <p>Computed by {@link StrictMath}, so that values are the same on every machine.
 */
public enum TestFunction {

  /** Σ xᵢ², usually on [−5, 5]ⁿ; 0 at 0. One basin, the same in each direction. */
  SPHERE {
    @Override
    public double at(double... x) {
      return Arrays.stream(x).map(v -> v * v).sum();
    }
  },

  /** Σ 10^(6 i/(n−1)) xᵢ², usually on [−5, 5]ⁿ; 0 at 0. One basin, condition number 10⁶. */
  ELLIPSOID {
    @Override
    public double at(double... x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += StrictMath.pow(10, x.length == 1 ? 0 : 6.0 * i / (x.length - 1)) * x[i] * x[i];
      }
      return sum;
    }
  },

  /** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², usually on [−5, 10]ⁿ; 0 at (1, …, 1). A bent valley. */
  ROSENBROCK {
    @Override
    public double at(double... x) {
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        sum += 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]);
      }
      return sum;
    }
  },

  /** Σ xᵢ² − 10 cos(2π xᵢ) + 10, usually on [−5.12, 5.12]ⁿ; 0 at 0. Ten minima a dimension. */
  RASTRIGIN {
    @Override
    public double at(double... x) {
      double sum = 0;
      for (double v : x) {
        sum += v * v - 10 * StrictMath.cos(2 * Math.PI * v) + 10;
      }
      return sum;
    }
  },

  /**
   * −20 exp(−0.2 √(mean xᵢ²)) − exp(mean cos 2π xᵢ) + 20 + e, usually on [−32.768, 32.768]ⁿ; 0 at
   * 0. A narrow hole in a rippled plain.
   */
  ACKLEY {
    @Override
    public double at(double... x) {
      double squares = 0;
      double waves = 0;
      for (double v : x) {
        squares += v * v;
        waves += StrictMath.cos(2 * Math.PI * v);
      }
      return -20 * StrictMath.exp(-0.2 * StrictMath.sqrt(squares / x.length))
          - StrictMath.exp(waves / x.length)
          + 20
          + Math.E;
    }
  },

  /**
   * sin²(π w₁) + Σ₁ⁿ⁻¹ (wᵢ − 1)² (1 + 10 sin²(π wᵢ + 1)) + (wₙ − 1)² (1 + sin²(2π wₙ)) with wᵢ = 1
   * + (xᵢ − 1)/4, usually on [−10, 10]ⁿ; 0 at (1, …, 1). Many minima in one bowl.
   */
  LEVY {
    @Override
    public double at(double... x) {
      double[] w = Arrays.stream(x).map(v -> 1 + (v - 1) / 4).toArray();
      int last = w.length - 1;
      double sum = square(StrictMath.sin(Math.PI * w[0]));
      for (int i = 0; i < last; i++) {
        sum += square(w[i] - 1) * (1 + 10 * square(StrictMath.sin(Math.PI * w[i] + 1)));
      }
      return sum + square(w[last] - 1) * (1 + square(StrictMath.sin(2 * Math.PI * w[last])));
    }
  },

  /**
   * ½ Σ xᵢ⁴ − 16 xᵢ² + 5 xᵢ, usually on [−5, 5]ⁿ; −39.16616570377142 n at (−2.903534, …). Two
   * minima a dimension.
   */
  STYBLINSKI_TANG {
    @Override
    public double at(double... x) {
      double sum = 0;
      for (double v : x) {
        sum += v * v * v * v - 16 * v * v + 5 * v;
      }
      return sum / 2;
    }
  },

  /**
   * (x₂ − 5.1/(4π²) x₁² + 5/π x₁ − 6)² + 10 (1 − 1/(8π)) cos x₁ + 10 on [−5, 10] × [0, 15];
   * 0.39788735772973816 at (−π, 12.275), (π, 2.275) and (3π, 2.475).
   */
  BRANIN(2) {
    @Override
    public double at(double... x) {
      double t = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
      return t * t + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x[0]) + 10;
    }
  },

  /**
   * −Σₖ αₖ exp(−Σⱼ Aₖⱼ (xⱼ − Pₖⱼ)²) with the usual constants on [0, 1]⁶; −3.3223680114155147 at
   * (0.20169, 0.15001, 0.476874, 0.275332, 0.311652, 0.6573). Six minima.
   */
  HARTMANN6(6) {
    @Override
    public double at(double... x) {
      double sum = 0;
      for (int k = 0; k < HARTMANN_ALPHA.length; k++) {
        double distance = 0;
        for (int j = 0; j < x.length; j++) {
          distance += HARTMANN_A[k][j] * square(x[j] - HARTMANN_P[k][j]);
        }
        sum -= HARTMANN_ALPHA[k] * StrictMath.exp(-distance);
      }
      return sum;
    }
  };

  private static final double[] HARTMANN_ALPHA = {1.0, 1.2, 3.0, 3.2};
  private static final double[][] HARTMANN_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private final int dimensions;

  TestFunction() {
    this(0);
  }

  TestFunction(int dimensions) {
    this.dimensions = dimensions;
  }

  /** The value at a point of at least one coordinate, {@link #dimensions} of them if fixed. */
  public abstract double at(double... x);

  /** How many coordinates a point has, or 0 if any number will do. */
  public int dimensions() {
    return dimensions;
  }

  /** The name in study files, such as {@code styblinski-tang}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all functions. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(TestFunction::label).toList();
  }

  /**
   * The function of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TestFunction of(String label) {
    return Arrays.stream(values())
        .filter(function -> function.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no function '" + label + "'"));
  }

  private static double square(double v) {
    return v * v;
  }
}
