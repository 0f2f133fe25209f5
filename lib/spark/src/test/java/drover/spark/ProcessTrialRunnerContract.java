package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Continuation;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What worker processes are for, on any master. */
abstract class ProcessTrialRunnerContract extends SparkTrialRunnerContract {

  ProcessTrialRunnerContract(String master) {
    super(master, true);
  }

  @Test
  void aDeadWorkerIsACrashAndTheNextTrialRuns() throws Exception {
    TrialRun run = run(Trials.acting(80, "die"));
    assertThat(cause(run)).isEqualTo(Cause.CRASH);
    assertThat(run.executor()).matches(executor());
    assertThat(run(Trials.scoring(81, 0.5)).outcome().isScored()).isTrue();
  }

  @Test
  void anAttemptGoesOnWhereAnEarlierOneDied() throws Exception {
    Map<String, Object> params = Map.of("do", "train", "path", folder.resolve("died").toString());
    Trial trial = new Trial(110, new Params(params), 6, Note.EMPTY);
    Attempt first = new Attempt(trial, 1, List.of(), 1, 1);
    TrialRun died = runner().start(first, executor -> {}).get();
    assertThat(died.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(died.curve()).extracting(Report::step).containsExactly(1, 2, 3);

    Follower follower = new Follower(report -> true);
    TrialRun run = runner().start(new Attempt(trial, 2, List.of(), 1, 1), follower).get();
    assertThat(run.continuation()).isEqualTo(new Continuation(3, 6, List.of()));
    assertThat(run.curve()).extracting(Report::step).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(follower.reports).containsExactlyElementsOf(run.curve());
    assertThat(models().resolve("110.zip")).hasContent("110:1 110:2 110:3 110:4 110:5 110:6 ");
  }

  @Test
  void whatBreaksALostParentsTrainingIsTheCauseOfTheChildsFailure() throws Exception {
    Map<String, Object> params = Map.of("do", "train", "path", folder.resolve("died").toString());
    Trial parent = new Trial(111, new Params(params), 4, Note.EMPTY);
    Trial child = training(112, 5, 111);
    Attempt first = new Attempt(child, 1, List.of(parent), 1, 1);
    TrialRun died = runner().start(first, executor -> {}).get();
    assertThat(cause(died)).isEqualTo(Cause.CRASH);
    assertThat(died.outcome().reason()).startsWith("the checkpoint of trial 111 is lost");

    Attempt second = new Attempt(child, 2, List.of(parent), 1, 1);
    assertThat(runner().start(second, executor -> {}).get().continuation())
        .isEqualTo(new Continuation(4, 5, List.of(111)));
  }

  @Test
  void aCancelledTrialEndsItsWorker() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<TrialRun> run = start(Trials.acting(82, "hang", pid));
    ProcessHandle worker = ProcessHandle.of(Long.parseLong(awaitText(pid))).orElseThrow();
    assertThat(worker.pid()).isNotEqualTo(ProcessHandle.current().pid());
    run.cancel(true);
    worker.onExit().get();
  }
}
