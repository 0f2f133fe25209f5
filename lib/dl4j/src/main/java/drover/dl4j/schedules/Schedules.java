package drover.dl4j.schedules;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The schedules by their names in the study file. A new one is a reader and a line in the map. */
public final class Schedules {

  private static final double FOREVER = 1e9;

  private static final Map<String, Function<Section, ScheduleSettings>> READERS =
      Map.ofEntries(
          Map.entry("constant", section -> (epochs, seed) -> x -> 1),
          Map.entry("step", Schedules::step),
          Map.entry("multi-step", Schedules::multiStep),
          Map.entry("exponential", Schedules::exponential),
          Map.entry("inverse", Schedules::inverse),
          Map.entry("polynomial", Schedules::polynomial),
          Map.entry("sigmoid", Schedules::sigmoid),
          Map.entry("warm-up", Schedules::warmUp),
          Map.entry("cosine", Schedules::cosine),
          Map.entry("warm-restarts", Schedules::warmRestarts),
          Map.entry("random-restarts", Schedules::randomRestarts),
          Map.entry("cyclic", Schedules::cyclic),
          Map.entry("one-cycle", Schedules::oneCycle),
          Map.entry("one-cycle-momentum", Schedules::oneCycleMomentum),
          Map.entry("plateau", Schedules::plateau),
          Map.entry("gradient-norm", Schedules::gradientNorm));

  private Schedules() {}

  /** Reads a list of schedules. */
  static List<ScheduleSettings> read(Section training, String key) {
    return List.copyOf(training.variants(key, "schedules", READERS));
  }

  private static ScheduleSettings step(Section section) {
    double every = positive(section, "every");
    double gamma = gamma(section);
    return (epochs, seed) -> Curves.step(every, gamma);
  }

  private static ScheduleSettings multiStep(Section section) {
    double[] at =
        section.reals("at", 0, FOREVER).stream().mapToDouble(Double::doubleValue).toArray();
    double gamma = gamma(section);
    return (epochs, seed) -> Curves.multiStep(at, gamma);
  }

  private static ScheduleSettings exponential(Section section) {
    double gamma = gamma(section);
    return (epochs, seed) -> Curves.exponential(gamma);
  }

  private static ScheduleSettings inverse(Section section) {
    double gamma = positive(section, "gamma");
    double power = positive(section, "power");
    return (epochs, seed) -> Curves.inverse(gamma, power);
  }

  private static ScheduleSettings polynomial(Section section) {
    double power = positive(section, "power");
    double end = share(section, "end");
    return (epochs, seed) -> Curves.polynomial(epochs, power, end);
  }

  private static ScheduleSettings sigmoid(Section section) {
    double gamma = positive(section, "gamma");
    double at = section.real("at", 0, FOREVER);
    return (epochs, seed) -> Curves.sigmoid(gamma, at);
  }

  private record WarmUp(double delay, double first) implements ScheduleSettings {

    @Override
    public Schedule start(double epochs, long seed) {
      return Curves.warmUp(delay, first);
    }
  }

  private static ScheduleSettings warmUp(Section section) {
    return new WarmUp(positive(section, "epochs"), share(section, "start"));
  }

  private static ScheduleSettings cosine(Section section) {
    double end = share(section, "end");
    return (epochs, seed) -> Curves.cosine(epochs, end);
  }

  private static ScheduleSettings warmRestarts(Section section) {
    double t0 = section.real("t0", 1, FOREVER);
    double tMult = section.real("t-mult", 1, FOREVER);
    double end = share(section, "end");
    return (epochs, seed) -> Curves.warmRestarts(t0, tMult, end);
  }

  private static ScheduleSettings randomRestarts(Section section) {
    double length = section.real("length", 0.01, FOREVER);
    double jitter = section.real("jitter", 0, 0.99);
    double end = share(section, "end");
    return (epochs, seed) -> new RandomRestarts(length, jitter, end, seed);
  }

  private static ScheduleSettings cyclic(Section section) {
    double low = share(section, "low");
    double half = positive(section, "half");
    double decay = gamma(section, "decay");
    return (epochs, seed) -> Curves.cyclic(low, half, decay);
  }

  private static ScheduleSettings oneCycle(Section section) {
    double rise = rise(section);
    double start = share(section, "start");
    double end = share(section, "end");
    return (epochs, seed) -> Curves.oneCycle(epochs, rise, start, end);
  }

  private static ScheduleSettings oneCycleMomentum(Section section) {
    double rise = rise(section);
    double low = share(section, "low");
    return (epochs, seed) -> Curves.oneCycleMomentum(epochs, rise, low);
  }

  private static ScheduleSettings plateau(Section section) {
    double factor = below1(section, "factor");
    int patience = (int) section.integer("patience", 0, 1_000_000);
    int cooldown = (int) section.integer("cooldown", 0, 1_000_000);
    double threshold = section.real("threshold", 0, Math.nextDown(1.0));
    double min = share(section, "min");
    return (epochs, seed) -> new Plateau(factor, patience, cooldown, threshold, min);
  }

  private static ScheduleSettings gradientNorm(Section section) {
    double large = section.real("large", 1, FOREVER);
    double small = share(section, "small");
    double lower = below1(section, "lower");
    double raise = section.real("raise", 1, FOREVER);
    double memory = section.real("memory", 0, Math.nextDown(1.0));
    double min = share(section, "min");
    return (epochs, seed) -> new GradientNorm(large, small, lower, raise, memory, min);
  }

  private static double gamma(Section section) {
    return gamma(section, "gamma");
  }

  private static double gamma(Section section, String key) {
    return section.real(key, Double.MIN_NORMAL, 1);
  }

  private static double below1(Section section, String key) {
    return section.real(key, Double.MIN_NORMAL, Math.nextDown(1.0));
  }

  private static double positive(Section section, String key) {
    return section.real(key, Double.MIN_NORMAL, FOREVER);
  }

  private static double rise(Section section) {
    return below1(section, "rise");
  }

  private static double share(Section section, String key) {
    return section.real(key, 0, 1);
  }
}
