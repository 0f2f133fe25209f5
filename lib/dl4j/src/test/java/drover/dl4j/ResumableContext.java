package drover.dl4j;

import drover.core.Checkpoint;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome.Scored;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Surroundings of a trial in which every checkpoint is due, and which may break off. */
final class ResumableContext implements TrialContext {

  private final TestContext plain;
  private final Path folder;
  private final Path own;
  private final List<Report> reports = new ArrayList<>();
  private Optional<Checkpoint> start = Optional.empty();
  private int breakAfter = Integer.MAX_VALUE;

  /** Leaves its files in a new folder below this one; data sets are shared in this one. */
  ResumableContext(Path folder, String objective) {
    this.folder = folder;
    try {
      own = Files.createTempDirectory(folder, "trial");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plain = new TestContext(objective, own.resolve("model.zip"), 7, List.of());
  }

  /** It broke off as it was to. */
  static final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Lets it break off when this epoch is reported. */
  void breakAfter(int epoch) {
    breakAfter = epoch;
  }

  /** Lets it go on from there. */
  void start(Checkpoint from) {
    start = Optional.of(from);
  }

  /** Trains; anything but a score is an error. */
  Scored train(int id, int budget) throws Exception {
    return (Scored)
        new Dl4jObjective().evaluate(new Trial(id, Params.EMPTY, budget, Note.EMPTY), this);
  }

  /** Measures the model on the test part. */
  Map<String, Double> test() throws Exception {
    return new Dl4jObjective().test(new Trial(0, Params.EMPTY, 1, Note.EMPTY), this);
  }

  /** What it left after an epoch. */
  Checkpoint checkpoint(int id, int step) {
    return new Checkpoint(id, step, own.resolve("checkpoint-" + step));
  }

  List<Report> reports() {
    return reports;
  }

  @Override
  public void report(int step, Map<String, Double> metrics) {
    reports.add(new Report(step, metrics));
    if (step == breakAfter) {
      throw new BrokenOffException();
    }
  }

  @Override
  public Optional<Checkpoint> start() {
    return start;
  }

  @Override
  public void checkpoint(int step, boolean last, Checkpoint.Writer writer) throws IOException {
    Path file = checkpoint(0, step).file();
    Files.deleteIfExists(file);
    writer.write(file);
  }

  @Override
  public Section settings() {
    return plain.settings();
  }

  @Override
  public List<Goal> goals() {
    return plain.goals();
  }

  @Override
  public long seed() {
    return plain.seed();
  }

  @Override
  public Path local(String uri) {
    return plain.local(uri);
  }

  @Override
  public Path model() {
    return plain.model();
  }

  @Override
  public Path shared() {
    return folder;
  }
}
