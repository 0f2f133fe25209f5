package drover.dl4j.updaters;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** The first steps of each updater, beside its paper's equations in plain arithmetic. */
class UpdaterFormulaTest {

  private static final int STEPS = 20;

  /** What an element of the state is to one parameter: up to three numbers of the paper. */
  private static final class Element {
    double g;
    double a;
    double b;
    double c;
    int t;
  }

  /** One parameter's step, given its gradient g and what it keeps. */
  private interface Formula extends ToDoubleFunction<Element> {}

  @Test
  void sgd() {
    check("sgd { learning-rate = 0.3 }", e -> 0.3 * e.g);
  }

  @Test
  void momentum() {
    check("momentum { learning-rate = 0.1, momentum = 0.8 }", e -> e.a = 0.8 * e.a + 0.1 * e.g);
  }

  @Test
  void nesterovs() {
    check(
        "nesterovs { learning-rate = 0.1, momentum = 0.8 }",
        e -> {
          // v' = μv − αg; where the gradient is taken, x + μv, moves by −μv + (1 + μ)v'.
          double last = e.a;
          e.a = 0.8 * e.a - 0.1 * e.g;
          return 0.8 * last - 1.8 * e.a;
        });
  }

  @Test
  void adagrad() {
    check(
        "adagrad { learning-rate = 0.1 }",
        e -> {
          e.a += e.g * e.g;
          return 0.1 * e.g / (sqrt(e.a) + 1e-10);
        });
  }

  @Test
  void adadelta() {
    check(
        "adadelta { learning-rate = 0.7, decay = 0.9, epsilon = 1e-4 }",
        e -> {
          e.a = 0.9 * e.a + 0.1 * e.g * e.g;
          double step = sqrt(e.b + 1e-4) / sqrt(e.a + 1e-4) * e.g;
          e.b = 0.9 * e.b + 0.1 * step * step;
          return 0.7 * step;
        });
  }

  @Test
  void rmsprop() {
    check(
        "rmsprop { learning-rate = 0.02, decay = 0.8 }",
        e -> {
          e.a = 0.8 * e.a + 0.2 * e.g * e.g;
          return 0.02 * e.g / (sqrt(e.a) + 1e-8);
        });
  }

  @Test
  void adam() {
    check("adam { learning-rate = 0.05, beta1 = 0.8, beta2 = 0.95 }", e -> adam(e, 0.05));
  }

  private static double adam(Element e, double rate) {
    e.a = 0.8 * e.a + 0.2 * e.g;
    e.b = 0.95 * e.b + 0.05 * e.g * e.g;
    return rate * (e.a / (1 - pow(0.8, e.t))) / (sqrt(e.b / (1 - pow(0.95, e.t))) + 1e-8);
  }

  @Test
  void adamax() {
    check(
        "adamax { learning-rate = 0.05, beta1 = 0.8, beta2 = 0.95 }",
        e -> {
          e.a = 0.8 * e.a + 0.2 * e.g;
          e.b = max(0.95 * e.b, abs(e.g));
          return 0.05 / (1 - pow(0.8, e.t)) * e.a / e.b;
        });
  }

  @Test
  void nadam() {
    check(
        "nadam { learning-rate = 0.05, beta1 = 0.8, beta2 = 0.95 }",
        e -> {
          e.a = 0.8 * e.a + 0.2 * e.g;
          e.b = 0.95 * e.b + 0.05 * e.g * e.g;
          double mean = 0.8 * e.a / (1 - pow(0.8, e.t + 1)) + 0.2 * e.g / (1 - pow(0.8, e.t));
          return 0.05 * mean / (sqrt(e.b / (1 - pow(0.95, e.t))) + 1e-8);
        });
  }

  @Test
  void amsgrad() {
    check(
        "amsgrad { learning-rate = 0.05, beta1 = 0.8, beta2 = 0.95 }",
        e -> {
          e.a = 0.8 * e.a + 0.2 * e.g;
          e.b = 0.95 * e.b + 0.05 * e.g * e.g;
          e.c = max(e.c, e.b);
          return 0.05 * (e.a / (1 - pow(0.8, e.t))) / (sqrt(e.c / (1 - pow(0.95, e.t))) + 1e-8);
        });
  }

  @Test
  void adabelief() {
    check(
        "adabelief { learning-rate = 0.02, beta1 = 0.8, beta2 = 0.95, epsilon = 1e-6 }",
        e -> {
          e.a = 0.8 * e.a + 0.2 * e.g;
          e.b = 0.95 * e.b + 0.05 * (e.g - e.a) * (e.g - e.a) + 1e-6;
          return 0.02 * (e.a / (1 - pow(0.8, e.t))) / (sqrt(e.b / (1 - pow(0.95, e.t))) + 1e-6);
        });
  }

  @Test
  void adagradNorm() {
    double[] x = Regression.first();
    double squares = 0.5 * 0.5;
    MultiLayerNetwork network =
        Regression.network("adagrad-norm { learning-rate = 0.4, b0 = 0.5 }");
    for (int t = 1; t <= STEPS; t++) {
      double[] g = Regression.gradient(x);
      squares += dot(g, g);
      for (int i = 0; i < x.length; i++) {
        x[i] -= 0.4 / sqrt(squares) * g[i];
      }
      assertThat(Regression.step(network)).as("step %s", t).containsExactly(x, within(1e-6));
    }
  }

  @Test
  void sgdHd() {
    double[] x = Regression.first();
    double[] last = new double[x.length];
    double rate = 0.1;
    MultiLayerNetwork network = Regression.network("sgd-hd { learning-rate = 0.1, beta = 0.05 }");
    for (int t = 1; t <= STEPS; t++) {
      double[] g = Regression.gradient(x);
      rate += 0.05 * dot(g, last);
      for (int i = 0; i < x.length; i++) {
        x[i] -= rate * g[i];
      }
      last = g;
      assertThat(Regression.step(network)).as("step %s", t).containsExactly(x, within(1e-6));
    }
    assertThat(rate).isGreaterThan(0.15);
  }

  @Test
  void adamHd() {
    double[] x = Regression.first();
    double[] last = new double[x.length];
    Element[] elements = elements(x.length);
    double rate = 0.02;
    MultiLayerNetwork network =
        Regression.network(
            "adam-hd { learning-rate = 0.02, beta = 1e-3, beta1 = 0.8, beta2 = 0.95 }");
    for (int t = 1; t <= STEPS; t++) {
      double[] g = Regression.gradient(x);
      rate += 1e-3 * dot(g, last);
      for (int i = 0; i < x.length; i++) {
        elements[i].g = g[i];
        elements[i].t = t;
        last[i] = adam(elements[i], 1);
        x[i] -= rate * last[i];
      }
      assertThat(Regression.step(network)).as("step %s", t).containsExactly(x, within(1e-6));
    }
    assertThat(rate).isGreaterThan(0.025);
  }

  @Test
  void lookahead() {
    double[] fast = Regression.first();
    double[] slow = Regression.first();
    Element[] elements = elements(fast.length);
    MultiLayerNetwork network =
        Regression.network(
            "lookahead { k = 3, alpha = 0.4, updater { adam {"
                + " learning-rate = 0.05, beta1 = 0.8, beta2 = 0.95 } } }");
    for (int t = 1; t <= STEPS; t++) {
      double[] g = Regression.gradient(fast);
      for (int i = 0; i < fast.length; i++) {
        elements[i].g = g[i];
        elements[i].t = t;
        fast[i] -= adam(elements[i], 0.05);
        if (t % 3 == 0) {
          slow[i] += 0.4 * (fast[i] - slow[i]);
          fast[i] = slow[i];
        }
      }
      assertThat(Regression.step(network)).as("step %s", t).containsExactly(fast, within(1e-6));
    }
  }

  private static void check(String updater, Formula formula) {
    double[] x = Regression.first();
    Element[] elements = elements(x.length);
    MultiLayerNetwork network = Regression.network(updater);
    for (int t = 1; t <= STEPS; t++) {
      double[] g = Regression.gradient(x);
      for (int i = 0; i < x.length; i++) {
        elements[i].g = g[i];
        elements[i].t = t;
        x[i] -= formula.applyAsDouble(elements[i]);
      }
      assertThat(Regression.step(network)).as("step %s", t).containsExactly(x, within(1e-6));
    }
  }

  private static Element[] elements(int count) {
    Element[] elements = new Element[count];
    for (int i = 0; i < count; i++) {
      elements[i] = new Element();
    }
    return elements;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
