package drover.search.known;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.space.Int;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KnownFirstSearcherTest {

  private static Params point(long n) {
    return new Params(Map.of("n", n));
  }

  /** Proposes its ids at budget 3; every second trial continues the first one. */
  private static final class Counting implements Searcher {
    private final List<Trial> asked = new ArrayList<>();

    @Override
    public Optional<Trial> propose(int id) {
      OptionalInt parent = id % 2 == 1 ? OptionalInt.of(0) : OptionalInt.empty();
      return Optional.of(
          new Trial(
              id,
              point(id),
              3,
              parent,
              new Note(Map.of("own", (long) id, Note.REASON, "counted"))));
    }

    @Override
    public void asked(Trial trial) {
      asked.add(trial);
    }

    @Override
    public void told(Trial trial, Outcome outcome) {}
  }

  @Test
  void knownPointsTakeThePlaceOfTrialsWithoutParent() {
    SearchSpace space = new SearchSpace(List.of(new Int("n", Optional.empty(), 0, 99, false, 1)));
    EarlierStudy earlier =
        EarlierStudy.of(
            "before",
            space,
            Map.of(point(50), Outcome.Scored.of(1), point(60), Outcome.Scored.of(2)));
    Counting own = new Counting();
    Searcher searcher =
        new KnownFirstSearcher(List.of(new EarlierStudies(List.of(earlier), 2)), own);
    List<Trial> trials = new ArrayList<>();
    for (int id = 0; id < 6; id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      assertThat(searcher.propose(id)).contains(trial);
      searcher.asked(trial);
      searcher.told(trial, Outcome.Scored.of(id));
      trials.add(trial);
    }
    assertThat(trials)
        .extracting(Trial::params)
        .containsExactly(point(50), point(1), point(60), point(3), point(4), point(5));
    assertThat(trials).extracting(Trial::budget).containsOnly(3);
    assertThat(trials.get(0).note())
        .isEqualTo(Note.of(Note.REASON, "number 1 of study before; counted"));
    assertThat(trials.get(1).parent()).hasValue(0);
    assertThat(own.asked).isEqualTo(trials);
  }
}
