package drover.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;

/** The defaults of all modules: everything below {@code drover} in their reference.conf. */
final class Defaults {

  private static final ConfigObject ALL =
      ConfigFactory.parseResources(Defaults.class.getClassLoader(), "reference.conf")
          .resolve()
          .root();

  private Defaults() {}

  /** The defaults at a path below {@code drover}; empty if there are none. */
  static ConfigObject at(String path) {
    ConfigObject found = ALL;
    for (String key : ConfigUtil.splitPath("drover." + path)) {
      found = below(found, key);
    }
    return found;
  }

  /** The defaults of a variant. */
  static ConfigObject at(String path, String variant) {
    return below(at(path), variant);
  }

  /** The object of a key; empty if there is none. */
  static ConfigObject below(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return value instanceof ConfigObject inner ? inner : Values.NOTHING;
  }
}
