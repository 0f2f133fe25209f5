package drover.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses HOCON; what is wrong with it becomes one mistake with its place. */
final class HoconText {

  private HoconText() {}

  /** A text that includes nothing, its substitutions resolved. */
  static ConfigObject parse(String name, String text) {
    return resolve(name, tried(name, () -> ConfigFactory.parseString(text, options(name)).root()));
  }

  /** The object with its substitutions resolved, from itself or else the environment. */
  static ConfigObject resolve(String name, ConfigObject object) {
    return tried(name, () -> object.toConfig().resolve().root());
  }

  static ConfigParseOptions options(String name) {
    return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(name);
  }

  /**
   * Runs a parser.
   *
   * @param name of the file, where the parser does not say the place
   * @throws MistakesException with one mistake if the parser fails
   */
  static <T> T tried(String name, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (ConfigException e) {
      Mistakes mistakes = new Mistakes();
      mistakes.add(Optional.ofNullable(e.origin()).flatMap(Places::of).orElse(name), what(e));
      throw new MistakesException(mistakes.found());
    }
  }

  /** The message without its place, and without the parser's guesses at what was meant. */
  private static String what(ConfigException e) {
    String message = String.valueOf(e.getMessage());
    String place = e.origin() == null ? "" : e.origin().description() + ": ";
    String bare = message.startsWith(place) ? message.substring(place.length()) : message;
    int guess = bare.indexOf(" (if you ");
    return guess < 0 ? bare : bare.substring(0, guess);
  }
}
