package drover.jobs.bench;

import drover.core.config.Section;
import drover.jobs.bench.search.CostMeasure;
import drover.jobs.bench.search.SearchMeasure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of measures: one line each. */
public final class Measures {

  private static final Map<String, Measure> ALL = new LinkedHashMap<>();

  static {
    ALL.put("digits", new DigitsMeasure());
    ALL.put("overhead", new OverheadMeasure());
    ALL.put("throughput", new ThroughputMeasure());
    ALL.put("sleep", new SleepMeasure("sleep-1000-trials", 1_000, 0.5, "≤ 33"));
    ALL.put(
        "sleep-long",
        new SleepMeasure("sleep-10000-trials", 10_000, 1, "≤ 640; Ray Tune's guide 715"));
    ALL.put("reports", new ReportsMeasure());
    ALL.put("scale", new ScaleMeasure());
    ALL.put("chaos", new ChaosMeasure());
    ALL.put("lenet-examples-per-second", new LeNetMeasure());
    ALL.put("hypergradient-gain", new HypergradientMeasure());
    ALL.put("search", new SearchMeasure());
    ALL.put("cost", new CostMeasure());
  }

  private Measures() {}

  /** The measures that {@code bench.measures} lists. */
  public static List<Measure> read(Section bench) {
    List<Measure> measures = new ArrayList<>();
    for (String name : bench.texts("measures")) {
      Measure measure = ALL.get(name);
      if (measure == null) {
        bench.mistake("measures", "unknown measure '" + name + "'; there are " + ALL.keySet());
      } else {
        measures.add(measure);
      }
    }
    return measures;
  }
}
