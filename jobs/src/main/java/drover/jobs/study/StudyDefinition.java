package drover.jobs.study;

import drover.core.Goal;
import drover.core.HadoopFiles;
import drover.core.ObjectiveSpec;
import drover.core.ObjectiveType;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Stopper;
import drover.core.TimeLimit;
import drover.core.config.Goals;
import drover.core.config.MistakesException;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.config.StudyFile;
import drover.core.config.StudySettings;
import drover.core.config.TrialSettings;
import drover.core.space.SearchSpace;
import drover.core.study.ModelRetention;
import drover.core.study.Order;
import drover.core.study.StatusWriter;
import drover.core.study.StudyFolder;
import drover.core.study.StudyListener;
import drover.core.study.StudyPlan;
import drover.core.study.StudyState;
import drover.search.Stoppers;
import drover.spark.CheckpointStore;
import drover.spark.Reporting;
import drover.spark.Resources;
import drover.spark.worker.WorkerSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A study file that was read as a whole and found without mistakes. */
public final class StudyDefinition {

  private final StudyFile file;
  private final Optional<TrainSection> train;
  private final StudySettings settings;
  private final TrialSettings trial;
  private final WorkerSettings workers;
  private final Resources resources;
  private final ObjectiveType type;
  private final ObjectiveType.Plan plan;
  private final List<Goal> goals;
  private final SearchSection search;
  private final boolean stops;
  private final Configuration hadoop;
  private final StudyStore store;

  /**
   * Reads a study file.
   *
   * @param location a path or a Hadoop URI
   * @param overrides {@code key=value}, each replacing a value of the file
   * @throws MistakesException with all the mistakes in it
   */
  public static StudyDefinition load(String location, List<String> overrides) {
    Configuration process = HadoopConf.of(overrides);
    StudyFile file = StudyFile.load(location, overrides, process);
    return new StudyDefinition(file, Optional.empty(), process);
  }

  /**
   * Reads the study of an arm of a comparison.
   *
   * @throws MistakesException with all the mistakes in it
   */
  public static StudyDefinition loadArm(String location, List<String> overrides, String arm) {
    Configuration process = HadoopConf.of(overrides);
    return new StudyDefinition(
        StudyFile.loadArm(location, overrides, arm, process), Optional.empty(), process);
  }

  /**
   * Reads a study file without ranges, whose one trial is to be trained on all but the test part.
   *
   * @param location a path or a Hadoop URI
   * @param overrides {@code key=value}, each replacing a value of the file
   * @throws MistakesException with all the mistakes in it
   */
  public static StudyDefinition training(String location, List<String> overrides) {
    Configuration process = HadoopConf.of(overrides);
    StudyFile file = StudyFile.load(location, overrides, process);
    return new StudyDefinition(file, Optional.of(TrainSection.apply(file)), process);
  }

  private StudyDefinition(StudyFile file, Optional<TrainSection> train, Configuration process) {
    this.file = file;
    this.train = train;
    hadoop = HadoopConf.with(process, file.spark());
    Section study = file.section("study");
    settings = StudySettings.read(study, file.baseName());
    trial = TrialSettings.read(file.section("trial"));
    workers = WorkerSettings.read(file.section("worker"));
    resources = Resources.read(file.section("resources"));
    Section common = file.section("objective");
    type = readType(common);
    checkResources();
    file.fill(type.space(file.section("objective", defaults()), hadoop));
    plan = type.check(file.objective(defaults()), hadoop);
    goals = Goals.read(common, plan);
    if (settings.target().isPresent() && goals.size() > 1) {
      study.mistake("target", "is for a study of one goal; this one has " + goals.size());
    }
    search = new SearchSection(file);
    stops = checkSearch();
    store = openStore(study);
    search.readEarlier(space(), goals.get(0), folder(), hadoop);
    checkMemory();
    file.finish();
  }

  /** A search space in which nothing fits would make each trial infeasible. */
  private void checkMemory() {
    if (!inProcess() || !file.mistakes().found().isEmpty()) {
      return;
    }
    needs()
        .above(workers.offHeap())
        .ifPresent(
            least ->
                file.section("worker")
                    .mistake(
                        "off-heap",
                        "is %d MiB, but training the smallest network of the search space (%d parameters) with its batches needs at least %d MiB"
                            .formatted(
                                workers.offHeap() >> 20,
                                least.parameters(),
                                least.memory() >> 20)));
  }

  /** What its trials take. */
  public SpaceNeeds needs() {
    return new SpaceNeeds(
        space(),
        params -> {
          try {
            String trial = file.template().resolve(params);
            return plan.needs().apply(Sections.resolved(trial, defaults()));
          } catch (MistakesException e) {
            return Optional.empty(); // values that are wrong together only, which the trial says
          }
        });
  }

  /** A GPU is kept for a trial by the environment of its worker process, which a thread lacks. */
  private void checkResources() {
    if (resources.needGpu() && type.needsProcess() && !inProcess()) {
      file.section("trial")
          .mistake(
              "isolation", "thread cannot keep a trial to its GPU (resources.gpu); process can");
    }
    if (resources.needGpu() && train.flatMap(TrainSection::averaging).isPresent()) {
      file.section("train")
          .mistake("data-parallel", "cannot keep its workers to GPUs (resources.gpu)");
    }
  }

  private static ObjectiveType readType(Section common) {
    String name = common.text("type");
    Optional<ObjectiveType> found = ObjectiveTypes.find(name);
    if (found.isEmpty()) {
      common.mistake(
          "type",
          "'%s' is neither one of %s nor an Objective class on the classpath"
              .formatted(name, String.join(", ", ObjectiveTypes.names())));
    }
    return found.orElseGet(ObjectiveTypes::any);
  }

  private StudyStore openStore(Section study) {
    try {
      return StudyStore.of(settings, hadoop);
    } catch (IOException | IllegalArgumentException e) {
      study.mistake("dir", "cannot be written: " + HadoopFiles.reason(e));
      file.finish();
      throw new MistakesException(file.mistakes().found());
    }
  }

  private String defaults() {
    return "objective." + type.name();
  }

  /** The study file itself. */
  public StudyFile file() {
    return file;
  }

  /** How its one trial is trained; empty if it searches. */
  public Optional<TrainSection> train() {
    return train;
  }

  /** The section {@code study}. */
  public StudySettings settings() {
    return settings;
  }

  /** Where the study lies. */
  public StudyFolder folder() {
    return store.folder();
  }

  /** Its folder and its journal. */
  public StudyStore store() {
    return store;
  }

  /** Hadoop's configuration, the study's own settings included. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** The space to search. */
  public SearchSpace space() {
    return file.template().space();
  }

  /** The limits of worker processes. */
  public WorkerSettings workers() {
    return workers;
  }

  /** How long a trial may run. */
  public Optional<TimeLimit> timeLimit() {
    return trial.timeLimit();
  }

  /** Where checkpoints go, and how often. */
  public CheckpointStore checkpoints() {
    return CheckpointStore.of(folder().checkpoints().toUri(), trial.checkpointInterval());
  }

  /** The limits of worker processes, if trials run in such. */
  public Optional<WorkerSettings> workerLimits() {
    return inProcess() ? Optional.of(workers) : Optional.empty();
  }

  /** What each trial needs of its executor. */
  public Resources resources() {
    return resources;
  }

  /** True if trials run in worker processes, false if in the task's own thread. */
  public boolean inProcess() {
    return switch (trial.isolation()) {
      case AUTO -> type.needsProcess();
      case PROCESS -> true;
      case THREAD -> false;
    };
  }

  /** What executors must know of the objective. */
  public ObjectiveSpec objective() {
    return new ObjectiveSpec(
        type.implementation(),
        file.template().json(),
        defaults(),
        goals,
        settings.seed(),
        plan.files());
  }

  /** Lets searcher and stopper note mistakes in their settings; true if there is a stopper. */
  private boolean checkSearch() {
    int window = settings.parallelism().of(1);
    Searcher unused = newSearcher(window);
    return newStopper(window).isPresent();
  }

  /** What a searcher does, in one sentence. */
  public String text(Searcher searcher) {
    return search.text(searcher);
  }

  /** A searcher that has learned nothing yet, for a study with this many trials in flight. */
  public Searcher newSearcher(int window) {
    return search.newSearcher(context(window));
  }

  /** A stopper that has learned nothing yet, if the study has one. */
  public Optional<Stopper> newStopper(int window) {
    return Stoppers.create(context(window), file.section("search"));
  }

  private SearchContext context(int window) {
    int most = train.flatMap(TrainSection::epochs).orElse(plan.budget());
    int budget = Math.min(most, plan.budget());
    return new SearchContext(space(), settings.seed(), settings.trials(), window, budget, goals);
  }

  /** True if the study has a stopper. */
  public boolean stops() {
    return stops;
  }

  /** How running trials report: only a stopper needs to be waited for. */
  public Reporting reporting() {
    if (!stops) {
      return Reporting.SHOWN;
    }
    return settings.order() == Order.DETERMINISTIC ? Reporting.EACH_ANSWERED : Reporting.ANSWERED;
  }

  /** What a driver is to do. */
  public StudyPlan plan() {
    return new StudyPlan(
        settings.name(),
        settings.seed(),
        goals,
        file.json(),
        settings.trials(),
        settings.timeout(),
        settings.parallelism(),
        settings.order(),
        trial.failures(),
        settings.target(),
        trial.timeLimit(),
        trial.keepCheckpoints());
  }

  /** Keeps what a new study begins with and its journal does not say. */
  public void begin() throws IOException {
    search.keepEarlier(folder());
    KeptData.keep(plan.files(), folder(), hadoop);
  }

  /** What keeps the study's folder up to date; the status comes last, when all else is written. */
  public List<StudyListener> outputs() {
    return List.of(
        new ModelRetention(folder()),
        new StudyOutputs(
            folder(),
            train.isPresent()
                ? Optional.empty()
                : Optional.of(
                    trial -> file.withParams(trial.trial().params(), TrainSection.after(trial)))),
        new StatusWriter(folder(), Clock.systemUTC()));
  }

  /**
   * Refuses to continue the study on other data than it began with.
   *
   * @throws MistakesException with each file that is another one
   */
  public void refuseIfDataChanged() throws IOException {
    KeptData.compare(folder(), hadoop);
  }

  /**
   * Refuses to continue another study under the same name.
   *
   * @throws MistakesException with each difference in objective, search, seed or order
   */
  public void refuseIfChanged(StudyState state) {
    List<String> changes =
        state.opened().map(opened -> file.difference(opened.config())).orElse(List.of());
    if (!changes.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "The study in "
              + folder().display()
              + " is another one; give this one a name of its own (study.name), or undo:");
      changes.forEach(change -> lines.add("  " + change));
      throw new MistakesException(lines);
    }
  }
}
