package drover.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import drover.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a study runs with: each key of the study file and each default that was taken, flat, secrets
 * masked. A {@code one-of} is one entry that lists its options, followed by what they hold.
 */
final class EffectiveConfig {

  private static final String DEFAULT = "default";

  /** Without the same seed and order a journal cannot be replayed. */
  private static final Set<String> STUDY = Set.of("study.seed", "study.order");

  private final String file;
  private final Map<String, ConfigValue> values = new TreeMap<>(EffectiveConfig::compare);
  private final Map<String, String> origins = new LinkedHashMap<>();

  /**
   * The config of a study file.
   *
   * @param file its name
   * @param defaults those that were taken, by path
   */
  EffectiveConfig(String file, ConfigObject root, Map<String, ConfigValue> defaults) {
    this.file = file;
    add(root, "", Optional.empty());
    defaults.forEach((path, value) -> add(value, path, Optional.of(DEFAULT)));
  }

  /** Each key with its value and where it comes from, by path. */
  List<Setting> settings() {
    return values.entrySet().stream()
        .map(
            entry ->
                new Setting(
                    entry.getKey(),
                    Hocon.line(entry.getValue()),
                    origins.getOrDefault(entry.getKey(), DEFAULT)))
        .toList();
  }

  /** An object of path to value. */
  ObjectNode json() {
    ObjectNode node = Json.object();
    values.forEach((path, value) -> node.set(path, Values.json(value)));
    return node;
  }

  /**
   * What makes another study of a journaled one, a line for each key; empty if nothing does. A
   * default that the journal does not have came with a later version, and is no difference.
   */
  List<String> difference(JsonNode journaled) {
    JsonNode now = Json.parse(Json.text(json()));
    TreeSet<String> paths = new TreeSet<>(EffectiveConfig::compare);
    journaled.fieldNames().forEachRemaining(paths::add);
    paths.addAll(values.keySet());
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      boolean newDefault = !journaled.has(path) && DEFAULT.equals(origins.get(path));
      if (isFixed(path) && !newDefault && !now.path(path).equals(journaled.path(path))) {
        lines.add(path + ": was " + shown(journaled.path(path)) + ", is " + shown(now.path(path)));
      }
    }
    return lines;
  }

  private static boolean isFixed(String path) {
    return path.startsWith("objective.") || path.startsWith("search.") || STUDY.contains(path);
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode()
        ? "not set"
        : Hocon.line(
            ConfigFactory.parseString("{value: " + value + "}")
                .root()
                .getOrDefault("value", Values.NOTHING));
  }

  private void add(ConfigValue value, String path, Optional<String> origin) {
    if (Range.isRange(value) && !Range.isListOf(value)) {
      addRange((ConfigObject) value, path, origin);
    } else if (value instanceof ConfigObject object && !object.isEmpty()) {
      addBelow(object, path, origin);
    } else if (value instanceof ConfigList list && !list.stream().allMatch(Values::isScalar)) {
      for (int i = 0; i < list.size(); i++) {
        add(list.get(i), Places.below(path, i), origin);
      }
    } else {
      put(path, value, origin);
    }
  }

  private void addBelow(ConfigObject object, String path, Optional<String> origin) {
    Values.ordered(object)
        .forEach(entry -> add(entry.getValue(), Places.below(path, entry.getKey()), origin));
  }

  private void addRange(ConfigObject range, String path, Optional<String> origin) {
    if (range.get(Range.ONE_OF) instanceof ConfigObject options) {
      List<String> names = options.keySet().stream().sorted().toList();
      ConfigValue list = ConfigValueFactory.fromIterable(names);
      put(path, range.withValue(Range.ONE_OF, list), origin);
      addBelow(options, path, origin);
    } else {
      put(path, range, origin);
    }
  }

  private void put(String path, ConfigValue value, Optional<String> origin) {
    values.put(path, masked(value, path));
    origins.put(path, origin.or(() -> Places.of(value)).orElse(file));
  }

  private static ConfigValue masked(ConfigValue value, String path) {
    if (Secrets.hide(path)) {
      return ConfigValueFactory.fromAnyRef(Secrets.MASK);
    }
    if (value instanceof ConfigList list) {
      return ConfigValueFactory.fromIterable(list.stream().map(e -> masked(e, path)).toList());
    }
    return Secrets.isIn(value)
        ? ConfigValueFactory.fromAnyRef(Secrets.mask(Values.text(value)))
        : value;
  }

  /** Paths by their steps, numbers by their size, so that network.10 comes after network.9. */
  private static int compare(String left, String right) {
    List<String> a = ConfigUtil.splitPath(left);
    List<String> b = ConfigUtil.splitPath(right);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = compareStep(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compareStep(String a, String b) {
    boolean numbers = a.matches("\\d{1,9}") && b.matches("\\d{1,9}");
    return numbers ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareTo(b);
  }
}
