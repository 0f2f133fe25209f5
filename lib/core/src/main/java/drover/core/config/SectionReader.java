package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import drover.core.config.ValueReader.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one object of a study file or of a trial's settings. */
final class SectionReader implements Section {

  private final ValueReader values;
  private final String path;
  private final String place;
  private final ConfigObject object;
  private final ConfigObject defaults;
  private final Set<String> asked;

  /**
   * @param place where the object stands; for an absent one, what it is missing from
   * @param object empty if absent
   * @param defaults values of absent keys
   */
  SectionReader(
      ValueReader values, String path, String place, ConfigObject object, ConfigObject defaults) {
    this.values = values;
    this.path = path;
    this.place = Places.of(object).orElse(place);
    this.object = object;
    this.defaults = defaults;
    this.asked = values.reading().visit(path, object, this.place);
  }

  @Override
  public long integer(String key, long min, long max) {
    return read(key, Kind.integer(min, max));
  }

  @Override
  public Optional<Long> integerOr(String word, String key, long min, long max) {
    return read(key, Kind.integer(min, max).or(word));
  }

  @Override
  public double real(String key, double min, double max) {
    return read(key, Kind.real(min, max));
  }

  @Override
  public Optional<Double> realOr(String word, String key, double min, double max) {
    return read(key, Kind.real(min, max).or(word));
  }

  @Override
  public boolean flag(String key) {
    return read(key, Kind.flag());
  }

  @Override
  public String text(String key) {
    return read(key, Kind.text());
  }

  @Override
  public String oneOf(String key, List<String> allowed) {
    return read(key, Kind.oneOf(allowed));
  }

  @Override
  public Duration duration(String key) {
    return read(key, Kind.duration());
  }

  @Override
  public Optional<Duration> durationOr(String word, String key) {
    return read(key, Kind.duration().or(word));
  }

  @Override
  public long bytes(String key, long min) {
    return read(key, Kind.bytes(min));
  }

  @Override
  public List<Long> integers(String key, long min, long max) {
    return list(key, Kind.integer(min, max));
  }

  @Override
  public List<Double> reals(String key, double min, double max) {
    return list(key, Kind.real(min, max));
  }

  @Override
  public List<String> texts(String key) {
    return list(key, Kind.text());
  }

  @Override
  public Section section(String key) {
    asked.add(key);
    ConfigObject inner =
        Values.find(object, key)
            .flatMap(value -> values.object(value, below(key), place))
            .orElse(Values.NOTHING);
    return child(below(key), place, inner, Defaults.below(defaults, key));
  }

  @Override
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    elements(
        key,
        (element, at) ->
            values
                .object(element, at, place)
                .ifPresent(inner -> sections.add(child(at, place, inner, Values.NOTHING))));
    return sections;
  }

  @Override
  public <T> T variant(String key, String defaults, Map<String, Function<Section, T>> readers) {
    return value(key)
        .map(value -> variant(value, below(key), defaults, readers))
        .orElseGet(() -> harmless(defaults, readers));
  }

  @Override
  public <T> List<T> variants(
      String key, String defaults, Map<String, Function<Section, T>> readers) {
    List<T> found = new ArrayList<>();
    elements(key, (element, at) -> found.add(variant(element, at, defaults, readers)));
    return found;
  }

  @Override
  public <T> List<List<T>> variantLists(
      String key, String defaults, Map<String, Function<Section, T>> readers) {
    List<List<T>> lists = new ArrayList<>();
    elements(
        key,
        (inner, at) -> {
          List<T> found = new ArrayList<>();
          elements(inner, at, (one, there) -> found.add(variant(one, there, defaults, readers)));
          lists.add(found);
        });
    return lists;
  }

  @Override
  public boolean has(String key) {
    asked.add(key);
    return Values.find(object, key).isPresent();
  }

  @Override
  public Map<String, Object> free(String key) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (key.isEmpty()) {
      asked.addAll(object.keySet());
      flatten(object, "", found);
      return found;
    }
    value(key)
        .flatMap(value -> values.object(value, below(key), place))
        .map(inner -> values.allowsRanges() ? sample(inner, below(key)) : inner)
        .ifPresent(inner -> flatten(inner, "", found));
    return found;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void mistake(String key, String what) {
    String where = Values.find(object, key).flatMap(Places::of).orElse(place);
    String at = key.isEmpty() ? path : below(key);
    values.reading().add(where, at.isEmpty() ? what : at + ": " + what);
  }

  /** Notes all keys that nobody asked for, in this and all other sections of the reading. */
  void finish() {
    values.reading().finish();
  }

  private <T> T read(String key, Kind<T> kind) {
    return value(key)
        .flatMap(value -> values.read(value, below(key), place, kind))
        .or(() -> Values.find(defaults, key).filter(Values::isScalar).flatMap(kind.read()))
        .orElse(kind.harmless());
  }

  private <T> List<T> list(String key, Kind<T> kind) {
    List<T> found = new ArrayList<>();
    Optional<ConfigValue> value = value(key);
    if (value.isPresent() && !isList(value.get())) {
      values.read(value.get(), below(key), place, kind).ifPresent(found::add);
    } else {
      elements(key, (one, at) -> values.read(one, at, place, kind).ifPresent(found::add));
    }
    return found;
  }

  private interface ElementReader {
    void read(ConfigValue element, String path);
  }

  private void elements(String key, ElementReader reader) {
    value(key).ifPresent(value -> elements(value, below(key), reader));
  }

  private void elements(ConfigValue value, String at, ElementReader reader) {
    if (value instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        reader.read(list.get(i), Places.below(at, i));
      }
    } else if (values.isListOf(value)) {
      values
          .list(value, at, Places.of(value).orElse(place))
          .ifPresent(range -> elements(range, at, reader));
    } else {
      String where = Places.of(value).orElse(place);
      values.wrong(where, at, "must be a list, not " + Values.describe(value));
    }
  }

  /** Visits the longest list that the range allows; its elements have one place in the file. */
  private static void elements(Range range, String at, ElementReader reader) {
    for (int i = 0; i < range.mostElements(); i++) {
      reader.read(range.element().orElseThrow(), Places.below(at, Range.LIST_OF));
    }
  }

  private boolean isList(ConfigValue value) {
    return value instanceof ConfigList || values.isListOf(value);
  }

  /** What the study file says, or the default; neither is a mistake. */
  private Optional<ConfigValue> value(String key) {
    asked.add(key);
    Optional<ConfigValue> given = Values.find(object, key);
    if (given.isPresent()) {
      return given;
    }
    Optional<ConfigValue> byDefault = Values.find(defaults, key);
    byDefault.ifPresentOrElse(
        value -> values.reading().tookDefault(below(key), value),
        () -> values.wrong(place, below(key), "is missing"));
    return byDefault;
  }

  private <T> T variant(
      ConfigValue value, String at, String defaults, Map<String, Function<Section, T>> readers) {
    String where = Places.of(value).orElse(place);
    List<T> found = new ArrayList<>();
    Map<String, ConfigObject> given = values.variants(value, at, where, readers.keySet());
    given.forEach(
        (name, settings) -> {
          Function<Section, T> reader = readers.get(name);
          if (reader != null) {
            ConfigObject byDefault = Defaults.at(defaults, name);
            found.add(reader.apply(child(Places.below(at, name), where, settings, byDefault)));
          }
        });
    return found.isEmpty() ? harmless(defaults, readers) : found.get(0);
  }

  /** After a mistake: what a variant reads where nothing is given, its further mistakes ignored. */
  private static <T> T harmless(String defaults, Map<String, Function<Section, T>> readers) {
    Map.Entry<String, Function<Section, T>> any = readers.entrySet().iterator().next();
    ValueReader silent = new ValueReader(Reading.collecting(new Mistakes()), Mode.VALUES);
    ConfigObject settings = Defaults.at(defaults, any.getKey());
    return any.getValue().apply(new SectionReader(silent, "", "", Values.NOTHING, settings));
  }

  private SectionReader child(
      String at, String where, ConfigObject inner, ConfigObject innerDefaults) {
    return new SectionReader(values, at, where, inner, innerDefaults);
  }

  private ConfigObject sample(ConfigObject inner, String at) {
    return Template.sample(inner, at, values.reading().mistakes());
  }

  private static void flatten(ConfigValue value, String name, Map<String, Object> found) {
    String prefix = name.isEmpty() ? "" : name + ".";
    if (value instanceof ConfigObject inner) {
      Values.ordered(inner).forEach(e -> flatten(e.getValue(), prefix + e.getKey(), found));
    } else if (value instanceof ConfigList list && !list.stream().allMatch(Values::isScalar)) {
      for (int i = 0; i < list.size(); i++) {
        flatten(list.get(i), prefix + i, found);
      }
    } else if (value instanceof ConfigList list) {
      found.put(name, list.stream().map(Values::scalar).toList());
    } else if (Values.isScalar(value)) {
      found.put(name, Values.scalar(value));
    }
  }

  private String below(String key) {
    return Places.below(path, key);
  }
}
