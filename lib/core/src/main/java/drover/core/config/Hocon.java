package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values as a person would: keys in the order of their file with their comments, quotes only
 * where they are needed, short objects on one line. (Typesafe Config's own rendering sorts the keys
 * by name and puts each on a line of its own.)
 */
final class Hocon {

  private static final int WIDTH = 88;

  /** Texts that need no quotes: words, paths, times and sizes. */
  private static final Pattern PLAIN =
      Pattern.compile("/?[A-Za-z_][\\w.-]*(/[\\w.-]+)*|\\d+[a-df-zA-DF-Z][A-Za-z]*");

  private static final Set<String> WORDS = Set.of("true", "false", "null");

  private final StringBuilder out = new StringBuilder();

  private Hocon() {}

  /** The whole object as a file; secrets are left out, with a comment in their place. */
  static String file(ConfigObject root) {
    Hocon hocon = new Hocon();
    hocon.entries(root, "", "");
    return hocon.out.toString();
  }

  /** The value on one line, without comments. */
  static String line(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      List<Map.Entry<String, ConfigValue>> entries = Values.ordered(object);
      return entries.isEmpty()
          ? "{}"
          : entries.stream()
              .map(entry -> head(entry) + line(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof ConfigList list) {
      return list.stream().map(Hocon::line).collect(Collectors.joining(", ", "[", "]"));
    }
    return switch (value.valueType()) {
      case NULL -> "null";
      case STRING -> text(Values.text(value));
      case NUMBER -> Values.text(value).replaceFirst("(\\.0)?E", "e");
      default -> Values.text(value);
    };
  }

  private static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text);
    return plain ? text : ConfigUtil.quoteString(text);
  }

  private static String head(Map.Entry<String, ConfigValue> entry) {
    String key = ConfigUtil.joinPath(entry.getKey());
    return entry.getValue() instanceof ConfigObject ? key + " " : key + " = ";
  }

  private void entries(ConfigObject object, String path, String indent) {
    for (Map.Entry<String, ConfigValue> entry : Values.ordered(object)) {
      String below = Places.below(path, entry.getKey());
      comments(entry.getValue(), indent);
      if (Secrets.hide(below) || Secrets.isIn(entry.getValue())) {
        out.append(indent).append("# ").append(entry.getKey()).append(" is secret: left out\n");
      } else {
        out.append(indent).append(head(entry));
        value(entry.getValue(), below, indent);
        out.append('\n');
      }
    }
  }

  private void value(ConfigValue value, String path, String indent) {
    String line = line(value);
    boolean shown = isPlain(value, path);
    if (shown && line.length() + indent.length() + path.length() <= WIDTH) {
      out.append(line);
    } else if (value instanceof ConfigObject object) {
      out.append("{\n");
      entries(object, path, indent + "  ");
      out.append(indent).append('}');
    } else if (value instanceof ConfigList list) {
      elements(list, path, indent);
    } else {
      out.append(line);
    }
  }

  private void elements(ConfigList list, String path, String indent) {
    out.append("[\n");
    String deeper = indent + "  ";
    for (int i = 0; i < list.size(); i++) {
      comments(list.get(i), deeper);
      out.append(deeper);
      value(list.get(i), Places.below(path, i), deeper);
      out.append('\n');
    }
    out.append(indent).append(']');
  }

  private void comments(ConfigValue value, String indent) {
    value.origin().comments().forEach(c -> out.append(indent).append('#').append(c).append('\n'));
  }

  /** True if there is no comment and no secret below the value, so that a line can hold it all. */
  private static boolean isPlain(ConfigValue value, String path) {
    if (value instanceof ConfigObject object) {
      return object.entrySet().stream()
          .allMatch(e -> isPlainInside(e.getValue(), Places.below(path, e.getKey())));
    }
    return !(value instanceof ConfigList list)
        || list.stream().allMatch(element -> isPlainInside(element, path));
  }

  private static boolean isPlainInside(ConfigValue value, String path) {
    return value.origin().comments().isEmpty()
        && !Secrets.hide(path)
        && !Secrets.isIn(value)
        && isPlain(value, path);
  }
}
