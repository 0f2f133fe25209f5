package drover.search.gp;

import drover.core.Params;
import drover.core.Randomness;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Looks for the point of the largest acquisition. */
public final class AcquisitionSearch {

  private static final int SAMPLES = 128;
  private static final int AROUND = 64;
  private static final int STARTS = 4;
  private static final int STEPS = 20;

  /** A point and its acquisition. */
  private static final class Candidate {
    private final double[] x;
    private final double value;

    Candidate(double[] x, double value) {
      this.x = x;
      this.value = value;
    }
  }

  private final SearchSpace space;
  private final Encoding encoding;
  private final Surrogate surrogate;

  public AcquisitionSearch(SearchSpace space, Encoding encoding, Surrogate surrogate) {
    this.space = space;
    this.encoding = encoding;
    this.surrogate = surrogate;
  }

  /** Points in falling order of acquisition. */
  public List<Params> search(List<double[]> bests, RandomGenerator random) {
    int d = encoding.unordered().length;
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      candidates.add(candidate(encoding.encode(space.sample(random))));
    }
    for (int i = 0; i < AROUND; i++) {
      double[] x = bests.get(i % bests.size()).clone();
      double scale = StrictMath.pow(10, -1 - 3 * random.nextDouble());
      for (int j = 0; j < d; j++) {
        if (random.nextDouble() < Math.max(0.3, 1.5 / d)) {
          double[] levels = encoding.levels(j);
          if (encoding.unordered()[j]) {
            x[j] = levels[random.nextInt(levels.length)];
          } else {
            x[j] =
                Math.max(
                    0,
                    Math.min(
                        1,
                        x[j] + Randomness.gaussian(random) * scale * (levels.length > 0 ? 3 : 1)));
          }
        }
      }
      candidates.add(candidate(encoding.encode(encoding.decode(x))));
    }
    candidates.sort(Comparator.comparingDouble(c -> -c.value));
    List<Candidate> improved = new ArrayList<>();
    for (int i = 0; i < STARTS && i < candidates.size(); i++) {
      improved.add(climb(candidates.get(i)));
    }
    improved.addAll(candidates.subList(0, Math.min(20, candidates.size())));
    improved.sort(Comparator.comparingDouble(c -> -c.value));
    return improved.stream().map(c -> encoding.decode(c.x)).toList();
  }

  private Candidate candidate(double[] x) {
    return new Candidate(x, surrogate.acquisition(x));
  }

  private Candidate climb(Candidate start) {
    Candidate at = start;
    for (int round = 0; round < 4; round++) {
      Candidate slid = slide(at);
      Candidate next = exchange(slid);
      boolean moved = next != slid;
      at = next;
      if (!moved) {
        break;
      }
    }
    return at;
  }

  private Candidate slide(Candidate start) {
    int d = start.x.length;
    double[] low = start.x.clone();
    double[] high = start.x.clone();
    boolean any = false;
    for (int j = 0; j < d; j++) {
      if (!encoding.unordered()[j] && encoding.levels(j).length == 0) {
        low[j] = 0;
        high[j] = 1;
        any = true;
      }
    }
    if (!any) {
      return start;
    }
    double[] slid = new BoxLbfgs(low, high).minimise(surrogate::negative, start.x, STEPS, 0.1);
    double[] x = encoding.encode(encoding.decode(slid));
    Candidate end = candidate(x);
    return end.value > start.value ? end : start;
  }

  /** Best single change of a discrete parameter, as long as it helps. */
  private Candidate exchange(Candidate start) {
    Candidate at = start;
    for (int round = 0; round < 20; round++) {
      Candidate best = at;
      for (int j = 0; j < at.x.length; j++) {
        for (double level : encoding.levels(j)) {
          if (level != at.x[j] && at.x[j] >= 0) {
            double[] x = at.x.clone();
            x[j] = level;
            double[] legal = encoding.encode(encoding.decode(x));
            Candidate other = candidate(legal);
            if (other.value > best.value) {
              best = other;
            }
          }
        }
      }
      if (best == at) {
        break;
      }
      at = best;
    }
    return at;
  }
}
