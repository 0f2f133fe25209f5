package drover.core.space;

/**
 * The part of the unit interval that stands for one value of a parameter.
 *
 * @param low where it begins
 * @param high where it ends; equal to low in a continuum
 */
public record Cell(double low, double high) {

  /** How long it is: the probability of the value if positions are uniform. */
  public double width() {
    return high - low;
  }
}
