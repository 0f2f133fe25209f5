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

  private static final String FASHION = "fashion-mnist";
  private static final String VOWELS = "japanese-vowels";
  private static final String REVIEWS = "movie-reviews";

  private static final Map<String, Measure> ALL = new LinkedHashMap<>();

  static {
    ALL.put("digits", example("digits", List.of(), "accuracy", "≤ 240", "≥ 0.98"));
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
    ALL.put(
        "lenet-fit-ratio", new FitMeasure("lenet", List.of(FASHION), "objective.data.test=0.95"));
    ALL.put("mlp-fit-ratio", new FitMeasure("mlp", List.of()));
    ALL.put("lstm-fit-ratio", new FitMeasure("lstm", List.of(VOWELS)));
    ALL.put("two-trials", new PairMeasure());
    ALL.put("repeat", new RepeatMeasure());
    ALL.put("two-executors", new TwoExecutorsMeasure());
    ALL.put(
        FASHION,
        example(FASHION, List.of(FASHION), "accuracy", "≤ 3600, search included", "≥ 0.91"));
    ALL.put(VOWELS, example(VOWELS, List.of(VOWELS), "accuracy", "none", "≥ 0.985; an FCN 0.993"));
    ALL.put(REVIEWS, example(REVIEWS, List.of(REVIEWS), "accuracy", "none", "≥ 0.76"));
    ALL.put("cifar10", example("cifar10", List.of("cifar10-subset"), "accuracy", "none", "none"));
    ALL.put(
        "architectures",
        example("architectures", List.of("architectures.csv"), "r2", "none", "none"));
    ALL.put("search", new SearchMeasure());
    ALL.put("cost", new CostMeasure());
  }

  private Measures() {}

  private static Measure example(
      String study, List<String> data, String metric, String time, String goal) {
    return new ExampleMeasure(study, data, metric, time, goal);
  }

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
