package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import drover.core.Params;
import drover.core.json.Json;
import drover.core.space.Condition;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A section that still holds ranges. The ranges make the search space; a point of it makes a
 * section without ranges.
 *
 * <p>A parameter is named by its path below the section ({@code network.0.conv.filters}), the
 * options of a {@code one-of} being steps of it ({@code training.updater.adam.learning-rate}),
 * unless the range has a {@code name} of its own. Parameters have the order of the file; a {@code
 * one-of} comes before what its options hold, and a {@code list-of}, which names its length, before
 * what its elements hold.
 */
public final class Template {

  private final ConfigObject section;
  private final String root;
  private final Mistakes mistakes;
  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final Map<String, ConfigValue> names = new HashMap<>();
  private final SearchSpace space;

  private Template(ConfigObject section, String root, Mistakes mistakes) {
    this.section = section;
    this.root = root;
    this.mistakes = mistakes;
    findIn(section, "", Optional.empty(), mistakes);
    this.space = new SearchSpace(ranges.values().stream().map(Range::parameter).toList());
  }

  /**
   * The template that {@link #json} wrote.
   *
   * @throws MistakesException if a range in it is wrong
   */
  public static Template of(String json) {
    Mistakes mistakes = new Mistakes();
    Template template = of(HoconText.parse("template", json), "objective", mistakes);
    mistakes.throwIfAny();
    return template;
  }

  /**
   * Finds the ranges of a section; those with mistakes are left out.
   *
   * @param root path of the section, for messages
   */
  static Template of(ConfigObject section, String root, Mistakes mistakes) {
    return new Template(section, root, mistakes);
  }

  /** The space of the section's ranges; without parameters if it has none. */
  public SearchSpace space() {
    return space;
  }

  /** Notes each range as a mistake. */
  void refuse(String why) {
    names.forEach(
        (name, range) ->
            mistakes.add(Places.of(range).orElse(root), root + "." + name + " is a range; " + why));
  }

  /** The section with its ranges as JSON. Each key has its own line, so that the order is kept. */
  public String json() {
    return Values.json(section).toPrettyString();
  }

  /**
   * The section as JSON with values in place of ranges. In place of a {@code one-of} stands an
   * object with the one chosen option, {@code updater { adam { … } }}; in place of a {@code
   * list-of} a list.
   *
   * @throws IllegalArgumentException if an active parameter has no value
   */
  public String resolve(Params params) {
    return Json.text(Values.json(withParams(params)));
  }

  /** The section with values in place of ranges; places and comments are kept. */
  ConfigObject withParams(Params params) {
    return withParams(section, "", params);
  }

  private void findIn(
      ConfigValue value, String path, Optional<Condition> condition, Mistakes found) {
    if (value instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        find(list.get(i), Places.below(path, i), condition, found);
      }
    } else if (value instanceof ConfigObject object) {
      Values.ordered(object)
          .forEach(
              entry ->
                  find(entry.getValue(), Places.below(path, entry.getKey()), condition, found));
    }
  }

  private void find(ConfigValue value, String path, Optional<Condition> condition, Mistakes found) {
    if (!Range.isRange(value)) {
      findIn(value, path, condition, found);
      return;
    }
    String full = root.isEmpty() ? path : root + "." + path;
    RangeReader.read((ConfigObject) value, full, path, condition, found)
        .filter(range -> isNew(range.parameter().name(), value))
        .ifPresent(
            range -> {
              ranges.put(path, range);
              range
                  .options()
                  .forEach((name, option) -> findUnder(range, name, option, path, found));
              range.element().ifPresent(element -> findInEach(range, element, path, found));
            });
  }

  private void findUnder(
      Range range, String name, ConfigObject option, String path, Mistakes found) {
    findIn(
        option,
        Places.below(path, name),
        Optional.of(new Condition(range.parameter().name(), name)),
        found);
  }

  /** Finds the ranges of each element; their mistakes are those of the first one. */
  private void findInEach(Range range, ConfigValue element, String path, Mistakes found) {
    for (int i = 0; i < range.mostElements(); i++) {
      find(element, Places.below(path, i), range.has(i), i == 0 ? found : new Mistakes());
    }
  }

  private boolean isNew(String name, ConfigValue range) {
    ConfigValue first = names.putIfAbsent(name, range);
    if (first != null) {
      String other =
          first == range // the same range in another element
              ? "'" + name + "' would name a range of each element of a list-of; leave name away"
              : "two parameters named '" + name + "'; the other is at " + place(first);
      mistakes.add(place(range), other);
    }
    return first == null;
  }

  private String place(ConfigValue value) {
    return Places.of(value).orElse(root);
  }

  private ConfigValue withParams(ConfigValue value, String path, Params params) {
    Range range = ranges.get(path);
    if (range != null) {
      Parameter parameter = range.parameter();
      Object chosen = params.get(parameter.name());
      ConfigValue resolved =
          range.isOneOf()
              ? option(range, (String) chosen, path, params)
              : range.isListOf()
                  ? list(range, (Long) chosen, path, params)
                  : ConfigValueFactory.fromAnyRef(chosen);
      return resolved.withOrigin(value.origin());
    }
    if (value instanceof ConfigObject object) {
      return withParams(object, path, params);
    }
    if (value instanceof ConfigList list) {
      List<ConfigValue> elements = new ArrayList<>();
      for (ConfigValue element : list) {
        elements.add(withParams(element, Places.below(path, elements.size()), params));
      }
      return ConfigValueFactory.fromIterable(elements).withOrigin(value.origin());
    }
    return value;
  }

  private ConfigObject withParams(ConfigObject object, String path, Params params) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> entries.put(key, withParams(value, Places.below(path, key), params)));
    return ConfigValueFactory.fromMap(entries).withOrigin(object.origin());
  }

  private ConfigObject option(Range range, String name, String path, Params params) {
    ConfigObject option = range.options().get(name);
    if (option == null) {
      throw new IllegalArgumentException(
          "'" + name + "' is no option of " + path + " among " + range.options().keySet());
    }
    ConfigObject resolved = withParams(option, Places.below(path, name), params);
    return ConfigValueFactory.fromMap(Map.of(name, resolved));
  }

  private ConfigValue list(Range range, long length, String path, Params params) {
    ConfigValue element = range.element().orElseThrow();
    List<ConfigValue> elements = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      elements.add(withParams(element, Places.below(path, i), params));
    }
    return ConfigValueFactory.fromIterable(elements);
  }

  /** The value with each range below it replaced by one of its values. */
  static ConfigObject sample(ConfigObject section, String path, Mistakes mistakes) {
    Template template = of(section, path, mistakes);
    return template.withParams(template.space.build(parameter -> parameter.at(0)));
  }
}
