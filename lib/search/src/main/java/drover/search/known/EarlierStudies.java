package drover.search.known;

import drover.core.Outcome;
import drover.core.Params;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The best points of earlier studies, ranked anew with every outcome: a point counts by its rank in
 * its own study, times how far that study was right so far. How far a study was right is the share
 * of pairs of its points, tried here, that it had put in the order in which they came out (the
 * weight of base models in Feurer, Letham and Bakshy 2018, Scalable Meta-Learning for Bayesian
 * Optimization, with Laplace's rule of succession in place of their bootstrap).
 */
public final class EarlierStudies implements KnownPoints {

  private final List<Witness> witnesses = new ArrayList<>();
  private final int limit;
  private final Set<Params> known = new HashSet<>();
  private final Set<Params> asked = new HashSet<>();

  /** A study, and how far it was right. */
  private static final class Witness {
    private final EarlierStudy study;
    private final Map<Params, Integer> places = new HashMap<>();

    /** The losses here of its points, by their place in the study. */
    private final Map<Integer, Double> losses = new HashMap<>();

    /** One right and one wrong pair are assumed beforehand. */
    private double right = 1;

    private double pairs = 2;

    /** The first point that was not tried here. */
    private int first;

    Witness(EarlierStudy study) {
      this.study = study;
      study.points().forEach(point -> places.put(point, places.size()));
    }

    void skip(Set<Params> asked) {
      while (first < study.points().size() && asked.contains(study.points().get(first))) {
        first++;
      }
    }

    double promise() {
      return first < study.points().size() ? right / pairs * (1 - study.rank(first)) : 0;
    }

    Known next() {
      return new Known(
          study.points().get(first), "number %d of study %s".formatted(first + 1, study.name()));
    }

    /** Takes in the first loss of each point. */
    void told(Params params, double loss) {
      Integer place = places.get(params);
      if (place == null || losses.containsKey(place)) {
        return;
      }
      losses.forEach(
          (other, otherLoss) -> {
            right += (place < other ? loss < otherLoss : otherLoss < loss) ? 1 : 0;
            pairs++;
          });
      losses.put(place, loss);
    }
  }

  /**
   * @param studies at least one
   * @param limit how many of their points to try, at least 0
   */
  public EarlierStudies(List<EarlierStudy> studies, int limit) {
    this.limit = limit;
    studies.forEach(study -> witnesses.add(new Witness(study)));
    studies.forEach(study -> known.addAll(study.points()));
  }

  @Override
  public Optional<Known> next() {
    if (asked.size() >= Math.min(limit, known.size())) {
      return Optional.empty();
    }
    Witness best = witnesses.get(0);
    for (Witness witness : witnesses) {
      best = witness.promise() > best.promise() ? witness : best;
    }
    return Optional.of(best.next());
  }

  @Override
  public void asked(Params params) {
    if (known.contains(params) && asked.add(params)) {
      witnesses.forEach(witness -> witness.skip(asked));
    }
  }

  @Override
  public void told(Params params, Outcome outcome) {
    if (!asked.contains(params)) {
      return;
    }
    if (outcome instanceof Outcome.Scored scored) {
      witnesses.forEach(witness -> witness.told(params, scored.loss()));
    } else if (!(outcome instanceof Outcome.Failed)) {
      witnesses.forEach(witness -> witness.told(params, Double.POSITIVE_INFINITY));
    }
  }
}
