package drover.core.config;

/**
 * One line of the effective config.
 *
 * @param key such as {@code objective.training.epochs}
 * @param value as HOCON; masked if it is a secret
 * @param origin {@code file:line}, the argument that gives it, or {@code default}
 */
public record Setting(String key, String value, String origin) {

  /** The line as {@code check} prints it: {@code key = value # origin}. */
  @Override
  public String toString() {
    return key + " = " + value + "  # " + origin;
  }
}
