package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings must not be shown. */
final class Secrets {

  static final String MASK = "******";

  private static final Pattern SECRET =
      Pattern.compile(
          "\\b(password|passwd|passphrase|secrets?|tokens?|credentials?"
              + "|(access|account|api|private) ?keys?)\\b");
  private static final Pattern USER_IN_URI = Pattern.compile("://[^/@\\s]+@");

  private Secrets() {}

  /** True if a key on the path looks like that of a password, token, credential or access key. */
  static boolean hide(String path) {
    String words =
        path.replaceAll("(\\p{Lower})(\\p{Upper})", "$1 $2")
            .replaceAll("[^\\p{Alnum}]+", " ")
            .toLowerCase(Locale.ROOT);
    return SECRET.matcher(words).find();
  }

  /** True if the value is a URI with user and password, or a list with one. */
  static boolean isIn(ConfigValue value) {
    return value instanceof ConfigList list
        ? list.stream().anyMatch(Secrets::isIn)
        : value.unwrapped() instanceof String text && USER_IN_URI.matcher(text).find();
  }

  /** The text without what stands for user and password in its URIs. */
  static String mask(String text) {
    return USER_IN_URI.matcher(text).replaceAll("://" + MASK + "@");
  }
}
