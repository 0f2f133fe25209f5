package drover.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import drover.core.Params;
import drover.core.config.ValueReader.Mode;
import drover.core.json.Json;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * A study file with the arguments that override it.
 *
 * <p>It is read by asking: each reader of a {@link #section} asks for its keys, and {@link #finish}
 * then reports the keys that nobody asked for together with all other mistakes. {@link #settings},
 * {@link #json} and {@link #difference} know the defaults that the readers took, and so are to be
 * called after them.
 */
public final class StudyFile {

  private static final String OBJECTIVE = "objective";
  private static final String PARAMS = "params";
  private static final String SPARK = "spark";
  private static final List<String> SECTIONS =
      List.of("study", OBJECTIVE, "search", "trial", "worker", "resources", "train", SPARK);

  private static final List<String> OF_DRIVER =
      List.of("driver.memory", "driver.extraJavaOptions", "driver.extraClassPath");
  private static final String TOO_LATE =
      " comes too late, the driver's JVM runs already; say it on the command line:"
          + " DROVER_JAVA_OPTS=-Xmx4g, or an option of spark-submit such as --driver-memory 4g";

  private final String location;
  private final Mistakes mistakes = new Mistakes();
  private final Reading reading = Reading.collecting(mistakes);
  private final ConfigObject compare;
  private ConfigObject root;
  private Template template;

  private StudyFile(
      String location,
      ConfigObject parsed,
      List<String> arguments,
      List<String> further,
      Optional<String> arm) {
    this.location = location;
    ConfigObject whole = Overrides.apply(location, parsed, arguments, mistakes);
    this.compare = Defaults.below(whole, Arms.SECTION);
    ConfigObject common = whole.withoutKey(Arms.SECTION);
    this.root =
        arm.map(name -> Arms.applied(common, compare, name, studyName(common))).orElse(common);
    TreeSet<String> sections = new TreeSet<>(SECTIONS);
    sections.addAll(further);
    reading.visit("", root, location).addAll(sections);
    this.template = Template.of(Defaults.below(root, OBJECTIVE), OBJECTIVE, mistakes);
    root.forEach(
        (key, value) -> {
          if (!key.equals(OBJECTIVE) && !further.contains(key)) {
            refuseRanges(value);
          }
        });
  }

  /**
   * Reads a study file.
   *
   * @param location a local path, or a URI of any Hadoop file system
   * @param arguments {@code key=value}, each replacing one value
   * @param further sections that may stand in the file besides those of every study
   * @throws MistakesException if there is no such file, or it is no HOCON
   */
  public static StudyFile load(
      String location, List<String> arguments, List<String> further, Configuration hadoop) {
    ConfigObject parsed = StudyText.parse(location, hadoop);
    return new StudyFile(location, parsed, arguments, further, Optional.empty());
  }

  /** A study file of every study's sections. */
  public static StudyFile load(String location, List<String> arguments, Configuration hadoop) {
    return load(location, arguments, List.of(), hadoop);
  }

  /**
   * The study file of an arm of a comparison: this file with the arm's settings over it, named
   * after both.
   *
   * @param arm one of {@link #arms}
   */
  public static StudyFile loadArm(
      String location, List<String> arguments, String arm, Configuration hadoop) {
    ConfigObject parsed = StudyText.parse(location, hadoop);
    return new StudyFile(location, parsed, arguments, List.of(), Optional.of(arm));
  }

  /** The arms that the section {@code compare} names, in their order; notes those that are none. */
  public List<String> arms() {
    return Arms.names(compare, mistakes);
  }

  /** The section {@code compare}, which is no part of the study. */
  public Section compare() {
    return new SectionReader(
        new ValueReader(reading, Mode.VALUES),
        Arms.SECTION,
        location,
        compare.withoutKey("arms"),
        Defaults.at(Arms.SECTION));
  }

  /** The file's name without folder and {@code .conf}. */
  public String baseName() {
    String name = location.substring(location.lastIndexOf('/') + 1);
    return name.endsWith(".conf") ? name.substring(0, name.length() - 5) : name;
  }

  /**
   * A section, without ranges: those keys of {@code objective} that every study has are read so
   * too.
   *
   * @param defaults path below {@code drover} in {@code reference.conf} of its defaults
   */
  public Section section(String name, String defaults) {
    return read(name, defaults, Mode.VALUES);
  }

  /** A section whose defaults stand under its own name. */
  public Section section(String name) {
    return section(name, name);
  }

  /**
   * The objective, in which ranges may stand.
   *
   * @param defaults path of its type's defaults, such as {@code objective.dl4j}
   */
  public Section objective(String defaults) {
    return read(OBJECTIVE, defaults, Mode.RANGES);
  }

  /**
   * Puts ranges below {@code objective.params}, each where the file gives its name neither value
   * nor range. To be called before the objective is read.
   *
   * @param space parameters without conditions
   */
  public void fill(SearchSpace space) {
    ConfigObject objective = Defaults.below(root, OBJECTIVE);
    ConfigObject params = Defaults.below(objective, PARAMS);
    int line = 0;
    for (Parameter parameter : space.parameters()) {
      line++; // keeps the parameters in order
      if (Values.find(params, parameter.name()).isEmpty()) {
        ConfigOrigin origin = ConfigOriginFactory.newSimple("the objective").withLineNumber(line);
        params = params.withValue(parameter.name(), Range.written(parameter, origin));
      }
    }
    if (!space.parameters().isEmpty()) {
      root = root.withValue(OBJECTIVE, objective.withValue(PARAMS, params));
      template = Template.of(Defaults.below(root, OBJECTIVE), OBJECTIVE, mistakes);
    }
  }

  /**
   * Puts a value in the place of whatever stands at a path, or takes it away. To be called before
   * its section is read.
   *
   * @param path keys, without indexes of lists
   * @param value a number, a text or a map of such; empty to take away what stands there
   */
  public void replace(String path, Optional<Object> value) {
    ConfigOrigin origin = ConfigOriginFactory.newSimple("the job");
    Config changed =
        value
            .map(given -> ConfigValueFactory.fromAnyRef(given).withOrigin(origin))
            .map(given -> root.toConfig().withValue(path, given))
            .orElseGet(() -> root.toConfig().withoutPath(path));
    root = changed.root();
    template = Template.of(Defaults.below(root, OBJECTIVE), OBJECTIVE, mistakes);
  }

  /** Notes each range of the objective as a mistake. */
  public void refuseRanges(String why) {
    template.refuse(why);
  }

  /** The objective's ranges and the space that they make. */
  public Template template() {
    return template;
  }

  /**
   * Spark's settings from the section {@code spark}, under their full names. Those of the driver's
   * JVM are mistakes: Spark would ignore them, since that JVM is what reads the file.
   */
  public Map<String, String> spark() {
    Map<String, String> settings = new TreeMap<>();
    Section whole =
        new SectionReader(
            new ValueReader(reading, Mode.VALUES), "", location, root, Values.NOTHING);
    if (whole.has(SPARK)) {
      whole.free(SPARK).forEach((key, value) -> settings.put("spark." + key, value.toString()));
      OF_DRIVER.stream()
          .filter(key -> settings.containsKey("spark." + key))
          .forEach(key -> whole.mistake(SPARK, key + TOO_LATE));
    }
    return settings;
  }

  /** Spark's settings, as {@link #spark()}, of arguments alone; mistakes in them are not noted. */
  public static Map<String, String> spark(List<String> arguments) {
    List<String> own = arguments.stream().filter(each -> each.startsWith(SPARK + ".")).toList();
    return new StudyFile("", Values.NOTHING, own, List.of(), Optional.empty()).spark();
  }

  /** The mistakes found so far; readers outside of the file may add to them. */
  public Mistakes mistakes() {
    return mistakes;
  }

  /**
   * Ends the reading.
   *
   * @throws MistakesException with all mistakes, keys that nobody asked for included
   */
  public void finish() {
    reading.finish();
    mistakes.throwIfAny();
  }

  /** The effective config: each key, its value and where it comes from; secrets masked. */
  public List<Setting> settings() {
    return effective().settings();
  }

  /** The effective config as JSON, an object of path to value; secrets masked. */
  public String json() {
    return Json.text(effective().json());
  }

  /**
   * How this study differs from a journaled one in what makes a study: objective, search, seed and
   * order. All else may change when a study is run again.
   *
   * @param journaled what {@link #json} gave then
   * @return lines such as {@code objective.training.epochs: was 8, is 10}; empty if it is the same
   */
  public List<String> difference(String journaled) {
    return effective().difference(Json.parse(journaled));
  }

  /**
   * The study file with values in place of its ranges, as HOCON, overrides and included files with
   * it: comments are kept, secrets left out. Its study has this one's name and {@code -best}.
   *
   * @param further values by their paths, each in the place of what the file has there
   */
  public String withParams(Params params, Map<String, Object> further) {
    ConfigOrigin first = ConfigOriginFactory.newSimple().withLineNumber(0);
    ConfigValue named = ConfigValueFactory.fromAnyRef(studyName(root) + "-best").withOrigin(first);
    ConfigObject resolved = root.withValue(OBJECTIVE, template.withParams(params));
    ConfigObject study = Defaults.below(root, "study").withValue("name", named);
    Config best = resolved.withValue("study", study).toConfig();
    for (Map.Entry<String, Object> one : further.entrySet()) {
      best = best.withValue(one.getKey(), ConfigValueFactory.fromAnyRef(one.getValue()));
    }
    return Hocon.file(best.root());
  }

  private String studyName(ConfigObject from) {
    return Values.find(Defaults.below(from, "study"), "name").map(Values::text).orElse(baseName());
  }

  private Section read(String name, String defaults, Mode mode) {
    ValueReader values = new ValueReader(reading, mode);
    ConfigObject section =
        Values.find(root, name)
            .flatMap(value -> values.object(value, name, location))
            .orElse(Values.NOTHING);
    return new SectionReader(values, name, location, section, Defaults.at(defaults));
  }

  private EffectiveConfig effective() {
    return new EffectiveConfig(location, root, reading.defaults());
  }

  private void refuseRanges(ConfigValue value) {
    if (Range.looksLikeRange(value)) {
      mistakes.add(Places.of(value).orElse(location), Range.misplaced(""));
    } else if (value instanceof ConfigObject object) {
      object.values().forEach(this::refuseRanges);
    } else if (value instanceof ConfigList list) {
      list.forEach(this::refuseRanges);
    }
  }
}
