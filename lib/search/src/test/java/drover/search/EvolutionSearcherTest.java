package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class EvolutionSearcherTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final SearchSpace SPACE =
      new SearchSpace(
          LongStream.range(0, 5)
              .<drover.core.space.Parameter>mapToObj(
                  i -> Spaces.choice("c" + i, "a", "b", "c", "d", "e", "f"))
              .toList());

  private int told;

  private static Searcher searcher(String settings) {
    return EvolutionSearcher.create(
        new SearchContext(SPACE, 9, 100, 1, 1, List.of(new Goal("value", false))),
        Sections.resolved(settings, "search.evolution"));
  }

  /** A point that has the same option everywhere. */
  private static Params all(String option) {
    return SPACE.build(parameter -> option);
  }

  private void tell(Searcher searcher, String option, double loss) {
    Trial trial = new Trial(told++, all(option), 1, Note.EMPTY);
    searcher.asked(trial);
    searcher.told(trial, Outcome.Scored.of(loss));
  }

  /** The option of the individual that a proposal was made from: it differs in one parameter. */
  private static String parent(Searcher searcher, int id) {
    Params child = searcher.propose(id).orElseThrow().params();
    return List.of("a", "b", "c", "d", "e", "f").stream()
        .filter(o -> child.values().values().stream().filter(o::equals).count() == 4)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theOldestDiesHoweverGoodItIs() {
    Searcher searcher = searcher("{population = 3, first = 1, sample = 200}");
    tell(searcher, "a", 0);
    tell(searcher, "b", 1);
    tell(searcher, "c", 2);
    assertThat(parent(searcher, 50)).isEqualTo("a");
    tell(searcher, "d", 3);
    assertThat(parent(searcher, 50)).isEqualTo("b");
    tell(searcher, "e", 4);
    assertThat(parent(searcher, 50)).isEqualTo("c");
  }

  @Test
  void aFailureMakesNoOneOlder() {
    Searcher searcher = searcher("{population = 1, first = 1}");
    tell(searcher, "a", 0);
    Trial lost = new Trial(told++, all("b"), 1, Note.EMPTY);
    searcher.asked(lost);
    searcher.told(lost, new Outcome.Failed("executor lost"));
    assertThat(parent(searcher, 50)).isEqualTo("a");
  }

  @Test
  void aParentIsTheBestOfARandomSample() {
    Searcher searcher = searcher("{population = 3, first = 1, sample = 2}");
    tell(searcher, "a", 2);
    tell(searcher, "b", 0);
    tell(searcher, "c", 1);
    List<String> parents = IntStream.range(50, 4050).mapToObj(id -> parent(searcher, id)).toList();
    long[] hits = new long[3];
    parents.forEach(parent -> hits["bca".indexOf(parent)]++);
    assertThat(new ChiSquareTest().chiSquareTest(new double[] {5 / 9.0, 3 / 9.0, 1 / 9.0}, hits))
        .isGreaterThan(LEVEL);
  }

  @Test
  void aMutationThatWasAskedBeforeIsMutatedAgain() {
    SearchSpace space = Spaces.space(Spaces.integer("n", 1, 100, false));
    Searcher searcher =
        EvolutionSearcher.create(
            new SearchContext(space, 9, 100, 1, 1, List.of(new Goal("value", false))),
            Sections.resolved("{first = 1, step = 0.001}", "search.evolution"));
    for (int id = 0; id < 5; id++) {
      Params params = new Params(java.util.Map.of("n", 48L + id));
      Trial trial = new Trial(id, params, 1, Note.EMPTY);
      searcher.asked(trial);
      searcher.told(trial, Outcome.Scored.of(Math.abs(id - 2)));
    }
    long near =
        IntStream.range(5, 105)
            .mapToLong(id -> (Long) searcher.propose(id).orElseThrow().params().get("n"))
            .filter(n -> n == 47 || n == 53)
            .count();
    assertThat(near).isGreaterThan(50);
  }
}
