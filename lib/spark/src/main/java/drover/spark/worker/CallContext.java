package drover.spark.worker;

import drover.core.Checkpoint;
import drover.core.Goal;
import drover.core.Report;
import drover.core.TrialContext;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an objective finds around it, made of a call. */
record CallContext(ObjectiveCall call, Section settings, Evaluation evaluation)
    implements TrialContext {

  static CallContext of(ObjectiveCall call, Evaluation evaluation) {
    return new CallContext(call, Sections.resolved(call.settings(), call.defaults()), evaluation);
  }

  @Override
  public List<Goal> goals() {
    return call.goals();
  }

  @Override
  public long seed() {
    return call.seed();
  }

  @Override
  public void report(int step, Map<String, Double> metrics) {
    evaluation.report(new Report(step, metrics));
  }

  @Override
  public Optional<Checkpoint> start() {
    return call.checkpointing().start();
  }

  @Override
  public void checkpoint(int step, boolean last, Checkpoint.Writer writer) throws IOException {
    evaluation.offer(step, last, writer);
  }

  @Override
  public Path local(String uri) throws FileNotFoundException {
    String path = call.files().get(uri);
    if (path == null) {
      throw new FileNotFoundException(
          uri + " is not among the study's data files " + call.files().keySet());
    }
    return Path.of(path);
  }

  /** The executor's folder, in which each task has its own, where the model lies. */
  @Override
  public Path shared() {
    Path task = Objects.requireNonNull(model().getParent());
    return Objects.requireNonNull(task.getParent());
  }

  @Override
  public Path model() {
    return Path.of(call.model());
  }
}
