package drover.search.gp;

/**
 * How a model looks at the losses. The more the small ones are spread out, the more precisely the
 * search ends in the basin that it knows best; the less, the more other basins promise. Both views
 * take turns.
 */
public enum View {
  /** Spreads out small losses as far as is likely. */
  LOCAL(0),
  /** Keeps small losses together. */
  GLOBAL(0.1);

  private final double leastScale;

  View(double leastScale) {
    this.leastScale = leastScale;
  }

  /** The view for a trial. */
  public static View of(int id) {
    return values()[id % values().length];
  }

  /** The least scale of the {@link Warp}. */
  double leastScale() {
    return leastScale;
  }
}
