package drover.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arms of a comparison: each is the study file with settings of its own added. */
final class Arms {

  /** The section of a study file that holds what is compared. */
  static final String SECTION = "compare";

  private static final String ARMS = "arms";

  private Arms() {}

  /** The names in the order of the file; notes arms that are no objects. */
  static List<String> names(ConfigObject compare, Mistakes mistakes) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> arm : Values.ordered(Defaults.below(compare, ARMS))) {
      names.add(arm.getKey());
      if (!(arm.getValue() instanceof ConfigObject)) {
        mistakes.add(
            Places.of(arm.getValue()).orElse(SECTION),
            SECTION
                + ".arms."
                + arm.getKey()
                + " must be an object of settings, not "
                + Values.describe(arm.getValue()));
      }
    }
    return names;
  }

  /**
   * The study file of an arm: its settings go over those of the file as HOCON merges objects.
   *
   * @param root without the section {@code compare}
   * @param study name of the comparison, which the arm's is added to
   */
  static ConfigObject applied(ConfigObject root, ConfigObject compare, String arm, String study) {
    ConfigObject settings = Defaults.below(Defaults.below(compare, ARMS), arm);
    ConfigObject merged = settings.withFallback(root);
    ConfigObject named = Defaults.below(merged, "study");
    return merged.withValue(
        "study", named.withValue("name", ConfigValueFactory.fromAnyRef(study + "-" + arm)));
  }
}
