package drover.core.study;

/** Numbers the attempts of one launch of a trial: the runner itself may move it and begin again. */
final class Attempts {

  private int last;
  private boolean begun;

  /**
   * @param first the number of the launch's first attempt
   */
  Attempts(int first) {
    last = first;
  }

  /** An attempt begins: its number. */
  int next() {
    if (begun) {
      last++;
    }
    begun = true;
    return last;
  }

  /** The number of the attempt that ended, though nobody may have said that it began. */
  int last() {
    return last;
  }
}
