package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a value stands: its place in a file, and its path in the tree of keys. */
final class Places {

  private static final Pattern ARGUMENT = Pattern.compile("argument '.*'(?=: \\d+$|$)");
  private static final Pattern LINE = Pattern.compile("(?:merge of )?([^,]+): (\\d+)(?:-\\d+)?");

  private Places() {}

  /**
   * {@code file:line} or {@code argument '…'}; of a value without a place of its own (an object
   * that an argument made) that of the first value in it. Empty for what only the environment says.
   */
  static Optional<String> of(ConfigValue value) {
    return of(value.origin())
        .or(() -> inner(value).stream().flatMap(child -> of(child).stream()).findFirst());
  }

  /** {@code file:line} or {@code argument '…'}, or empty. */
  static Optional<String> of(ConfigOrigin origin) {
    String description = origin.description();
    Matcher argument = ARGUMENT.matcher(description);
    if (argument.find()) {
      return Optional.of(argument.group());
    }
    // What was merged from several files is found in the first of them.
    return Stream.of(description.split(",", -1))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1) + ":" + line.group(2))
        .findFirst();
  }

  /** The line, for bringing values into the order of their file; those of arguments come last. */
  static int line(ConfigValue value) {
    int line = value.origin().lineNumber();
    return line < 0 || value.origin().description().startsWith("argument '")
        ? Integer.MAX_VALUE
        : line;
  }

  /** The path of a key below another path; the root's path is empty. */
  static String below(String path, String key) {
    return (path.isEmpty() ? "" : path + ".") + ConfigUtil.joinPath(key);
  }

  /** The path of an element of a list. */
  static String below(String path, int index) {
    return below(path, Integer.toString(index));
  }

  private static Collection<ConfigValue> inner(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return object.values();
    }
    return value instanceof ConfigList list ? list : List.of();
  }
}
