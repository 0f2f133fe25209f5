package drover.core.config;

import java.util.ArrayList;
import java.util.List;

/** The mistakes found in a study file, each {@code file:line: what is wrong, what was meant}. */
public final class Mistakes {

  private final List<String> found = new ArrayList<>();

  /**
   * Notes one mistake; the same one only once.
   *
   * @param where {@code file:line}, or the argument that holds it
   */
  public void add(String where, String what) {
    String mistake = where + ": " + what;
    if (!found.contains(mistake)) {
      found.add(mistake);
    }
  }

  /** All mistakes in the order in which they were found. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /** Ends the reading if there was any mistake. */
  public void throwIfAny() throws MistakesException {
    if (!found.isEmpty()) {
      throw new MistakesException(found());
    }
  }
}
