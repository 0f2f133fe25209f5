package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a stopper knows when it is asked. */
final class StoppingTest {

  private static final Goal GOAL = new Goal("value", false);

  /** What the stopper that was asked last had learned, as {@code trial.step}. */
  private List<String> known = List.of();

  /** Remembers all that it learned, in order. */
  private final class Remembering implements Stopper {
    private final List<String> learned = new ArrayList<>();

    @Override
    public void learn(Trial trial, int step, double loss) {
      learned.add(trial.id() + "." + step);
    }

    @Override
    public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
      known = List.copyOf(learned);
      return curve.lastEntry().getValue() > 1;
    }
  }

  @Test
  void withoutAStopperEverythingGoesOn() {
    Stopping none = Stopping.of(Optional::empty, Order.ARRIVAL, 1, GOAL);
    assertThat(none.stops(trial(0), losses(5))).isFalse();
  }

  @Test
  void inOrderOfArrivalEachStepIsLearnedAtOnceAndOnce() {
    Stopping stopping = stopping(Order.ARRIVAL, 2);
    assertThat(stopping.stops(trial(0), losses(0.5))).isFalse();
    assertThat(stopping.stops(trial(1), losses(0.5, 2))).isTrue();
    assertThat(known).containsExactly("0.1", "1.1", "1.2");
    stopping.stops(trial(0), losses(0.4)); // another attempt
    assertThat(known).containsExactly("0.1", "1.1", "1.2");
    stopping.told(trial(0), run(Outcome.Scored.of(1), 3)); // two reports were lost
    stopping.told(trial(1), run(new Outcome.Failed("died"), 3));
    stopping.stops(trial(2), losses(0.5));
    assertThat(known).containsExactly("0.1", "1.1", "1.2", "0.2", "0.3", "2.1");
  }

  /** With a window of two, trial 3 has seen trials 0 and 1, and trial 2 trial 0 only. */
  @Test
  void inDeterministicOrderATrialMeetsWhatItsProposalHadSeen() {
    Stopping stopping = stopping(Order.DETERMINISTIC, 2);
    stopping.asked(trial(0));
    stopping.asked(trial(1));
    assertThat(stopping.stops(trial(1), losses(2))).isTrue();
    assertThat(known).isEmpty();
    end(stopping, 0, Outcome.Scored.of(1));
    stopping.asked(trial(2));
    end(stopping, 1, new Outcome.Pruned(2));
    stopping.asked(trial(3));

    stopping.stops(trial(3), losses(0.5));
    assertThat(known).containsExactly("0.1", "0.2", "1.1", "1.2");
    stopping.stops(trial(2), losses(0.5));
    assertThat(known).containsExactly("0.1", "0.2");
    end(stopping, 2, Outcome.Scored.of(1));
    stopping.asked(trial(4));
    stopping.stops(trial(4), losses(0.5));
    assertThat(known).containsExactly("0.1", "0.2", "1.1", "1.2", "2.1", "2.2");
  }

  @Test
  void inDeterministicOrderAFailureIsNotLearned() {
    Stopping stopping = stopping(Order.DETERMINISTIC, 1);
    stopping.asked(trial(0));
    end(stopping, 0, new Outcome.Failed("died"));
    stopping.asked(trial(1));
    stopping.stops(trial(1), losses(0.5));
    assertThat(known).isEmpty();
  }

  @Test
  void aTrialThatIsTakenBackGoesOn() {
    assertThat(stopping(Order.DETERMINISTIC, 1).stops(trial(9), losses(5))).isFalse();
  }

  @Test
  void aCurveHasTheLastOfEachStepAndNothingThatIsNotFinite() {
    List<Report> reports =
        List.of(
            new Report(1, Map.of("value", 3.0)),
            new Report(2, Map.of("value", Double.NaN)),
            new Report(3, Map.of("value", 2.0)),
            new Report(3, Map.of("value", 1.0)));
    assertThat(LossCurve.of(GOAL, reports)).isEqualTo(Map.of(1, 3.0, 3, 1.0));
  }

  private Stopping stopping(Order order, int window) {
    return Stopping.of(() -> Optional.of(new Remembering()), order, window, GOAL);
  }

  /** The trial is told with two steps, and learned. */
  private static void end(Stopping stopping, int id, Outcome outcome) {
    TrialRun run = run(outcome, 2);
    stopping.told(trial(id), run);
    stopping.learned(trial(id), run);
  }

  private static Trial trial(int id) {
    return new Trial(id, Params.EMPTY, 9, Note.EMPTY);
  }

  private static NavigableMap<Integer, Double> losses(double... losses) {
    NavigableMap<Integer, Double> byStep = new TreeMap<>();
    for (double loss : losses) {
      byStep.put(byStep.size() + 1, loss);
    }
    return byStep;
  }

  private static TrialRun run(Outcome outcome, int steps) {
    List<Report> curve = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      curve.add(new Report(step, Map.of("value", 1.0)));
    }
    return new TrialRun(outcome, curve, "", Instant.EPOCH, Duration.ZERO, false);
  }
}
