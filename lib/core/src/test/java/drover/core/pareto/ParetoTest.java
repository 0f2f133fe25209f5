package drover.core.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParetoTest {

  private static final List<Double> A = List.of(1.0, 5.0);
  private static final List<Double> B = List.of(2.0, 3.0);
  private static final List<Double> C = List.of(4.0, 1.0);
  private static final List<Double> D = List.of(3.0, 4.0);
  private static final List<Double> E = List.of(5.0, 2.0);
  private static final List<Double> F = List.of(5.0, 5.0);

  @Test
  void aPointDominatesWhatIsNowhereBetterAndSomewhereWorse() {
    assertThat(Pareto.dominates(B, D)).isTrue();
    assertThat(Pareto.dominates(A, F)).isTrue();
    assertThat(Pareto.dominates(D, B)).isFalse();
    assertThat(Pareto.dominates(A, B)).isFalse();
    assertThat(Pareto.dominates(A, A)).isFalse();
  }

  /** A, B and C are not dominated; D is by B and E by C; F by all of them. */
  @Test
  void frontsAreThoseWorkedOutByHand() {
    assertThat(Pareto.fronts(List.of(F, E, D, C, B, A), Pareto::dominates))
        .containsExactly(List.of(C, B, A), List.of(E, D), List.of(F));
    assertThat(Pareto.fronts(List.<List<Double>>of(), Pareto::dominates)).isEmpty();
    assertThat(Pareto.fronts(List.of(A, A), Pareto::dominates)).containsExactly(List.of(A, A));
  }

  @Test
  void noMemberOfAFrontDominatesAnotherAndEachIsDominatedFromTheFrontBefore() {
    SplittableRandom random = new SplittableRandom(1);
    List<List<Double>> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      points.add(List.of(random.nextDouble(), random.nextDouble(), random.nextDouble()));
    }
    List<List<List<Double>>> fronts = Pareto.fronts(points, Pareto::dominates);
    assertThat(fronts.stream().mapToInt(List::size).sum()).isEqualTo(200);
    for (int rank = 0; rank < fronts.size(); rank++) {
      List<List<Double>> front = fronts.get(rank);
      for (List<Double> point : front) {
        assertThat(front).noneMatch(other -> Pareto.dominates(other, point));
        if (rank > 0) {
          assertThat(fronts.get(rank - 1)).anyMatch(other -> Pareto.dominates(other, point));
        }
      }
    }
  }

  /** B lies between A and C: (4 − 1) / (4 − 1) of the first loss and (5 − 1) / (5 − 1). */
  @Test
  void crowdingIsThatWorkedOutByHand() {
    double end = Double.POSITIVE_INFINITY;
    assertThat(Pareto.crowding(List.of(B, A, C))).containsExactly(2, end, end);
    double[] four = Pareto.crowding(List.of(A, List.of(2.0, 4.0), B, C));
    assertThat(four[1]).isCloseTo((2.0 - 1) / 3 + (5.0 - 3) / 4, within(1e-12));
    assertThat(four[2]).isCloseTo((4.0 - 2) / 3 + (4.0 - 1) / 4, within(1e-12));
    assertThat(Pareto.crowding(List.of(A))).containsExactly(end);
    assertThat(Pareto.crowding(List.of(A, A, A))).containsExactly(end, 0, end);
    assertThat(Pareto.crowding(List.of())).isEmpty();
  }
}
