package drover.jobs.bench.search;

import drover.core.Outcome;
import drover.core.Params;
import java.util.function.ToDoubleFunction;

/** Gives points their outcomes, with one loss, in one run. */
interface Evaluator {

  Outcome evaluate(Params params) throws Exception;

  /** The function's value is the loss; where it is not finite, the point is infeasible. */
  static Evaluator of(ToDoubleFunction<Params> function) {
    return params -> outcome(function.applyAsDouble(params));
  }

  /** The outcome of a value to be minimised. */
  static Outcome outcome(double value) {
    return Double.isFinite(value)
        ? Outcome.Scored.of(value)
        : new Outcome.Infeasible("the value is " + value);
  }
}
