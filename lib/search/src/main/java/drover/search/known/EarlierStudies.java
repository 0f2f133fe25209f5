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

  private final List<EarlierStudy> studies;
  private final int limit;
  private final Set<Params> known = new HashSet<>();
  private final Set<Params> asked = new HashSet<>();
  private final Map<Params, Double> losses = new HashMap<>();

  /**
   * @param studies at least one
   * @param limit how many of their points to try, at least 0
   */
  public EarlierStudies(List<EarlierStudy> studies, int limit) {
    this.studies = List.copyOf(studies);
    this.limit = limit;
    studies.forEach(study -> known.addAll(study.points()));
  }

  @Override
  public Optional<Known> next() {
    if (asked.size() >= limit) {
      return Optional.empty();
    }
    Optional<Known> next = Optional.empty();
    double most = 0;
    for (EarlierStudy study : studies) {
      int first = firstUntried(study);
      if (first < study.points().size()) {
        double promise = agreement(study) * (1 - study.rank(first));
        if (promise > most) {
          most = promise;
          next =
              Optional.of(
                  new Known(
                      study.points().get(first),
                      "number %d of study %s".formatted(first + 1, study.name())));
        }
      }
    }
    return next;
  }

  private int firstUntried(EarlierStudy study) {
    int first = 0;
    while (first < study.points().size() && asked.contains(study.points().get(first))) {
      first++;
    }
    return first;
  }

  /** The share of pairs in the right order, one right and one wrong pair assumed beforehand. */
  private double agreement(EarlierStudy study) {
    List<Double> inOrder = new ArrayList<>();
    for (Params point : study.points()) {
      Double loss = losses.get(point);
      if (loss != null) {
        inOrder.add(loss);
      }
    }
    double right = 1;
    double pairs = 2;
    for (int better = 0; better < inOrder.size(); better++) {
      for (int worse = better + 1; worse < inOrder.size(); worse++) {
        right += inOrder.get(better) < inOrder.get(worse) ? 1 : 0;
        pairs++;
      }
    }
    return right / pairs;
  }

  @Override
  public void asked(Params params) {
    if (known.contains(params)) {
      asked.add(params);
    }
  }

  @Override
  public void told(Params params, Outcome outcome) {
    if (!asked.contains(params)) {
      return;
    }
    if (outcome instanceof Outcome.Scored scored) {
      losses.put(params, scored.loss());
    } else if (!(outcome instanceof Outcome.Failed)) {
      losses.put(params, Double.POSITIVE_INFINITY);
    }
  }
}
