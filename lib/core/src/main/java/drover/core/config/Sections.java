package drover.core.config;

import com.typesafe.config.ConfigObject;
import drover.core.config.ValueReader.Mode;

/** Sections that come from texts rather than from a {@link StudyFile}. */
public final class Sections {

  private Sections() {}

  /**
   * The section of one trial, without ranges, as {@link Template#resolve} gives it. The first
   * mistake throws {@link MistakesException}.
   *
   * @param defaults path below {@code drover} in {@code reference.conf} of the defaults of absent
   *     keys, such as {@code objective.dl4j}
   */
  public static Section resolved(String json, String defaults) {
    return section(Reading.failing(), Mode.RESOLVED, HoconText.parse("settings", json), defaults);
  }

  /**
   * A section in which ranges may stand.
   *
   * @param hocon its text, {@code study.conf} to the mistakes in it
   * @throws MistakesException if it is no HOCON
   */
  public static Section checking(String hocon, String defaults, Mistakes mistakes) {
    ConfigObject object = HoconText.parse("study.conf", hocon);
    return section(Reading.collecting(mistakes), Mode.RANGES, object, defaults);
  }

  /** Notes each key as unknown that was never asked for in a section or in those below it. */
  public static void finish(Section section) {
    if (section instanceof SectionReader reader) {
      reader.finish();
    }
  }

  private static Section section(Reading reading, Mode mode, ConfigObject object, String defaults) {
    ValueReader values = new ValueReader(reading, mode);
    return new SectionReader(values, "", "study.conf", object, Defaults.at(defaults));
  }
}
