package drover.dl4j.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Several schedules at once: their factors multiplied. */
final class Product implements Schedule {

  private record Part(Schedule schedule, double begin) {}

  private final List<Part> parts = new ArrayList<>();

  /**
   * Starts schedules for a training of so many epochs. Each begins when the warm-ups before it in
   * the list have ended; until then it stays at the factor of its begin.
   */
  Product(List<ScheduleSettings> settings, double epochs, long seed) {
    double begin = 0;
    for (ScheduleSettings one : settings) {
      double left = Math.max(Double.MIN_NORMAL, epochs - begin);
      parts.add(new Part(one.start(left, seed + parts.size()), begin));
      begin += one.delay();
    }
  }

  @Override
  public double factor(double epoch) {
    double factor = 1;
    for (Part part : parts) {
      factor *= part.schedule.factor(Math.max(0, epoch - part.begin));
    }
    return factor;
  }

  @Override
  public boolean wantsGradientNorm() {
    return parts.stream().anyMatch(part -> part.schedule.wantsGradientNorm());
  }

  @Override
  public void sawGradient(double norm) {
    parts.forEach(part -> part.schedule.sawGradient(norm));
  }

  @Override
  public void sawLoss(double epoch, double loss) {
    for (Part part : parts) {
      if (epoch > part.begin) {
        part.schedule.sawLoss(epoch - part.begin, loss);
      }
    }
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> state = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String prefix = prefix(i);
      parts.get(i).schedule.state().forEach((key, value) -> state.put(prefix + key, value));
    }
    return state;
  }

  @Override
  public void restore(Map<String, Double> state) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).schedule.restore(below(prefix(i), state));
    }
  }

  /** With its kind: another schedule at its place in the list knows nothing of its state. */
  private String prefix(int i) {
    return i + "." + parts.get(i).schedule.getClass().getSimpleName() + ".";
  }

  /** The entries whose keys have a prefix, without it. */
  static Map<String, Double> below(String prefix, Map<String, Double> state) {
    Map<String, Double> found = new TreeMap<>();
    state.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
