package drover.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arguments {@code key=value}, each of which replaces one value of the study file whole. A key may
 * index lists ({@code objective.network.0.conv.filters}) and need not name the {@code one-of} on
 * its way, so that a parameter's name is a key.
 */
final class Overrides {

  private final String name;
  private final Mistakes mistakes;

  private record Argument(String place, List<String> path, ConfigValue value) {}

  private Overrides(String name, Mistakes mistakes) {
    this.name = name;
    this.mistakes = mistakes;
  }

  /**
   * The study file with the arguments applied, in their order, and its substitutions resolved: they
   * see what the arguments say.
   */
  static ConfigObject apply(
      String name, ConfigObject root, List<String> arguments, Mistakes mistakes) {
    return new Overrides(name, mistakes).apply(root, arguments);
  }

  private ConfigObject apply(ConfigObject root, List<String> arguments) {
    ConfigObject changed = root;
    List<Argument> later = new ArrayList<>();
    for (String argument : arguments) {
      Optional<Argument> parsed = parse(argument);
      try {
        if (parsed.isPresent()) {
          changed = set(changed, parsed.get());
        }
      } catch (ConfigException.NotResolved e) {
        parsed.ifPresent(later::add); // it reaches into what a substitution stands for
      }
    }
    ConfigObject resolved = HoconText.resolve(name, changed);
    for (Argument argument : later) {
      resolved = set(resolved, argument);
    }
    return HoconText.resolve(name, resolved);
  }

  private Optional<Argument> parse(String argument) {
    int equals = argument.indexOf('=');
    String key = argument.substring(0, Math.max(0, equals)).strip();
    String shown = Secrets.hide(key) ? key + "=" + Secrets.MASK : argument;
    String place = "argument '" + shown + "'";
    if (key.isEmpty()) {
      mistakes.add(place, "must be key=value");
      return Optional.empty();
    }
    try {
      String text = argument.substring(equals + 1).strip();
      return Optional.of(new Argument(place, ConfigUtil.splitPath(key), value(place, text)));
    } catch (ConfigException.BadPath e) {
      mistakes.add(place, "'" + key + "' is no key");
      return Optional.empty();
    }
  }

  /** The value as HOCON; what that cannot parse, or takes only a part of, is a plain text. */
  private static ConfigValue value(String place, String text) {
    ConfigValue plain = ConfigValueFactory.fromAnyRef(text, place);
    try {
      ConfigObject parsed =
          ConfigFactory.parseString("value = " + text, HoconText.options(place)).root();
      ConfigValue value = parsed.get("value");
      if (value == null || parsed.size() > 1) {
        return plain;
      }
      boolean quoted = text.startsWith("\"") || text.contains("${");
      return quoted || !Values.isScalar(value) || Values.text(value).equals(text) ? value : plain;
    } catch (ConfigException e) {
      return plain;
    }
  }

  private ConfigObject set(ConfigObject root, Argument argument) {
    return (ConfigObject) set(root, argument, 0);
  }

  private ConfigValue set(ConfigValue at, Argument argument, int depth) {
    if (depth == argument.path().size()) {
      return argument.value();
    }
    String key = argument.path().get(depth);
    if (at.valueType() == ConfigValueType.LIST) {
      return setElement((ConfigList) at, key, argument, depth);
    }
    ConfigObject object = at instanceof ConfigObject given ? given : Values.NOTHING;
    ConfigValue inner = object.get(key);
    ConfigValue options = object.get(Range.ONE_OF);
    if (inner == null && options instanceof ConfigObject named && named.containsKey(key)) {
      return object.withValue(Range.ONE_OF, set(named, argument, depth));
    }
    ConfigValue from = inner == null ? Values.NOTHING : inner;
    return object.withValue(key, set(from, argument, depth + 1));
  }

  private ConfigValue setElement(ConfigList list, String key, Argument argument, int depth) {
    int index = key.matches("\\d{1,9}") ? Integer.parseInt(key) : -1;
    if (index < 0 || index >= list.size()) {
      String path = ConfigUtil.joinPath(argument.path().subList(0, depth));
      String has = list.isEmpty() ? "it is empty" : "it has 0 to " + (list.size() - 1);
      mistakes.add(argument.place(), path + " has no element '" + key + "'; " + has);
      return list;
    }
    List<ConfigValue> elements = new ArrayList<>(list);
    elements.set(index, set(list.get(index), argument, depth + 1));
    return ConfigValueFactory.fromIterable(elements).withOrigin(list.origin());
  }
}
