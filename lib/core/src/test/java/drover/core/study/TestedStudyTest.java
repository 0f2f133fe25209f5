package drover.core.study;

import static drover.core.study.StudyTest.plan;
import static drover.core.study.StudyTest.run;
import static drover.core.study.StudyTest.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Cause;
import drover.core.LostModelException;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.End;
import drover.core.study.StudyTest.CountingSearcher;
import drover.core.study.StudyTest.MemoryJournal;
import drover.core.study.StudyTest.ScriptedRunner;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the single measurement of the best trial, here the last of five. */
@Timeout(60)
final class TestedStudyTest {

  private static final int TRIALS = 5;
  private static final int BEST = 4;

  private final MemoryJournal journal = new MemoryJournal();
  private final ScriptedRunner runner = new ScriptedRunner(TestedStudyTest::better, 2);

  private static TrialRun better(Trial trial) {
    return scored(10 - trial.id());
  }

  @Test
  void aLostModelIsTrainedAgain() throws Exception {
    runner.testFailures.add(new LostModelException("no 4.zip"));
    assertThat(study(runner).run()).isEqualTo(new End(End.State.COMPLETE, End.TRIALS, 0));
    assertThat(launchesOfTheBest(runner)).isEqualTo(2);
    assertThat(runner.tested).containsExactly(BEST);
    assertThat(state().tested()).isPresent();
  }

  @Test
  void aTestThatTheMachineryBreaksIsMadeAgainWithoutTraining() throws Exception {
    runner.testFailures.add(failed(Cause.EXECUTOR_LOST, "killed"));
    runner.testFailures.add(failed(Cause.EXECUTOR_LOST, "killed"));
    runner.testFailures.add(failed(Cause.CRASH, "worker died"));
    assertThat(study(runner).run().exit()).isZero();
    assertThat(launchesOfTheBest(runner)).isEqualTo(1);
    assertThat(runner.tested).containsExactly(BEST);
  }

  @Test
  void aTestThatBreaksTooOftenIsGivenUp() throws Exception {
    for (int i = 0; i < Policies.DEFAULT.losses(); i++) {
      runner.testFailures.add(failed(Cause.EXECUTOR_LOST, "killed"));
    }
    requireUntested(study(runner).run(), "killed");
    assertThat(runner.testFailures).isEmpty();
  }

  @Test
  void aTestThatFailsIsNeitherRepeatedNorTrainedForAndTheNextRunTriesAgain() throws Exception {
    runner.testFailures.add(failed(Cause.ERROR, "no such luck"));
    requireUntested(study(runner).run(), "no such luck");
    assertThat(launchesOfTheBest(runner)).isEqualTo(1);

    ScriptedRunner next = new ScriptedRunner(TestedStudyTest::better, 2);
    assertThat(study(next).run().exit()).isZero();
    assertThat(next.launches).isEmpty();
    assertThat(next.tested).containsExactly(BEST);
    assertThat(plan(TRIALS).isDone(state())).isTrue();
  }

  @Test
  void aModelThatCannotBeKeptIsNotTrainedForEver() throws Exception {
    runner.testFailures.add(new LostModelException("no 4.zip"));
    runner.testFailures.add(new LostModelException("still no 4.zip"));
    requireUntested(study(runner).run(), "its model cannot be kept: still no 4.zip");
    assertThat(launchesOfTheBest(runner)).isEqualTo(2);
  }

  @Test
  void aTrainingForTheTestThatLosesItsExecutorIsRepeated() throws Exception {
    Iterator<TrialRun> best =
        List.of(
                scored(1),
                run(new Outcome.Failed(Cause.EXECUTOR_LOST, "killed")),
                run(new Outcome.Failed(Cause.CRASH, "worker died")),
                scored(1))
            .iterator();
    Function<Trial, TrialRun> script =
        trial -> trial.id() == BEST ? best.next() : scored(10 - trial.id());
    ScriptedRunner losing = new ScriptedRunner(script, 2);
    losing.testFailures.add(new LostModelException("no 4.zip"));
    assertThat(study(losing).run().exit()).isZero();
    assertThat(launchesOfTheBest(losing)).isEqualTo(4);
    assertThat(losing.tested).containsExactly(BEST);
  }

  @Test
  void aRunnerThatBreaksDuringTheTestEndsTheDriver() {
    runner.testFailures.add(new IllegalStateException("no cluster"));
    assertThatThrownBy(() -> study(runner).run())
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("no cluster");
    assertThat(launchesOfTheBest(runner)).isEqualTo(1);
    assertThat(state().told()).isEqualTo(TRIALS);
    assertThat(plan(TRIALS).isDone(state())).isFalse();
  }

  private void requireUntested(End end, String why) {
    assertThat(end).isEqualTo(new End(End.State.FAILED, "untested: trial 4: " + why, 1));
    assertThat(state().tested()).isEmpty();
    assertThat(plan(TRIALS).isDone(state())).isFalse();
  }

  private static TestFailedException failed(Cause cause, String reason) {
    return new TestFailedException(new Outcome.Failed(cause, reason));
  }

  private static long launchesOfTheBest(ScriptedRunner runner) {
    return runner.launches.stream().filter(id -> id == BEST).count();
  }

  private StudyState state() {
    return StudyState.of(journal.events);
  }

  private Study study(ScriptedRunner with) {
    return new Study(
        plan(TRIALS),
        journal,
        journal.read(),
        new CountingSearcher(Integer.MAX_VALUE),
        Optional::empty,
        4,
        with,
        List.of(),
        Clock.systemUTC());
  }
}
