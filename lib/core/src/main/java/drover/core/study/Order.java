package drover.core.study;

/** Which outcomes a proposal has seen. */
public enum Order {
  /** All that had arrived: the fastest learning; depends on timing. */
  ARRIVAL,
  /**
   * Exactly those of the trials up to n − window for trial n, in the order of their ids: the same
   * study on any cluster, at the cost of waiting for the slowest.
   */
  DETERMINISTIC
}
