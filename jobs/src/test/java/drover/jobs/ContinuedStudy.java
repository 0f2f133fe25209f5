package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.config.Template;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.Checkpointing;
import drover.spark.worker.InThread;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study of networks whose trials continue others, and what its journal says of it.
 *
 * @param file the study file
 * @param folder the study's own folder
 */
record ContinuedStudy(Path file, Path folder) {

  /** How a trial came out. */
  record Came(Outcome outcome, List<Report> curve) {}

  List<Event> journal() throws IOException {
    return SphereStudy.journal(folder);
  }

  StudyState state() throws IOException {
    return StudyState.of(journal());
  }

  /** The trials, by id. */
  List<Trial> asked() throws IOException {
    return only(Event.Asked.class, journal()).stream().map(Event.Asked::trial).toList();
  }

  List<Event.Told> told() throws IOException {
    return only(Event.Told.class, journal());
  }

  /** How the trials came out, by id. */
  List<Came> came() throws IOException {
    return told().stream()
        .sorted(Comparator.comparing(Event.Told::id))
        .map(told -> new Came(told.run().outcome(), told.run().curve()))
        .toList();
  }

  /**
   * That each trial with a parent trained from its parent's last epoch on.
   *
   * @param least how many of them there must be
   */
  void requireChildrenContinue(int least) throws IOException {
    List<Trial> asked = asked();
    List<Event.Told> children =
        told().stream().filter(end -> asked.get(end.id()).parent().isPresent()).toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(least);
    for (Event.Told child : children) {
      int epochs = asked.get(asked.get(child.id()).parent().getAsInt()).budget();
      assertThat(child.run().continuation().from()).isEqualTo(epochs);
      assertThat(child.run().continuation().retrained()).isEmpty();
      assertThat(child.run().curve().get(0).step()).isEqualTo(epochs + 1);
    }
  }

  /** That the longest lineage of equal params equals one training without interruption. */
  void requireLineageEqualsOneTraining() throws Exception {
    List<Trial> lineage = longestLineage();
    assertThat(lineage).hasSizeGreaterThan(1);
    List<Came> came = came();
    List<Report> curve = new ArrayList<>();
    lineage.forEach(trial -> curve.addAll(came.get(trial.id()).curve()));
    Trial first = lineage.get(0);
    Trial last = lineage.get(lineage.size() - 1);
    TrialRun run = train(new Trial(first.id(), first.params(), last.budget(), Note.EMPTY));
    assertThat(run.curve()).isEqualTo(curve);
    assertThat(run.outcome()).isEqualTo(came.get(last.id()).outcome());
  }

  /** From a trial without a parent on, its scored children of equal params, up to the last one. */
  private List<Trial> longestLineage() throws IOException {
    List<Trial> asked = asked();
    List<Came> came = came();
    List<Trial> longest = List.of();
    for (Trial last : asked) {
      List<Trial> lineage = new ArrayList<>(List.of(last));
      while (lineage.get(0).parent().isPresent()) {
        lineage.add(0, asked.get(lineage.get(0).parent().getAsInt()));
      }
      boolean equal = lineage.stream().allMatch(one -> one.params().equals(last.params()));
      boolean scored = came.get(last.id()).outcome().isScored();
      longest = equal && scored && lineage.size() > longest.size() ? lineage : longest;
    }
    return longest;
  }

  /** Trains a trial from nothing, in this thread. */
  private TrialRun train(Trial trial) throws InterruptedException {
    ObjectiveSpec spec = StudyDefinition.load(file.toString(), List.of()).objective();
    String settings = Template.of(spec.template()).resolve(trial.params());
    return new InThread(Optional.empty())
        .evaluate(
            new ObjectiveCall(
                spec.implementation(),
                spec.defaults(),
                trial,
                settings,
                spec.goals(),
                spec.seed(),
                Map.of(),
                folder.resolve("one.zip").toString(),
                Checkpointing.NONE));
  }
}
