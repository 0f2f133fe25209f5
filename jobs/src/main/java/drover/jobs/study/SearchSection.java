package drover.jobs.study;

import drover.core.Goal;
import drover.core.HadoopFiles;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.core.journal.Journals;
import drover.core.json.Json;
import drover.core.space.SearchSpace;
import drover.core.study.StudyFolder;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import drover.search.Searchers;
import drover.search.known.EarlierStudies;
import drover.search.known.EarlierStudy;
import drover.search.known.EnqueuedPoints;
import drover.search.known.KnownFirstSearcher;
import drover.search.known.KnownPoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The study file's {@code search}: the algorithm, and the points that are tried before its own. */
final class SearchSection {

  /** The file in the study's folder with the earlier studies' points. */
  private static final String KEPT = "warm-start.json";

  private final StudyFile file;
  private final Section search;
  private final String algorithm;
  private final Section warmStart;
  private final List<String> studies;
  private final List<EarlierStudy> earlier = new ArrayList<>();
  private final int fromEarlier;

  /** Reads the keys that every algorithm has. */
  SearchSection(StudyFile file) {
    this.file = file;
    search = file.section("search");
    algorithm = search.oneOf("algorithm", Searchers.names());
    if (!algorithm.equals(search.text("algorithm"))) {
      search.free(""); // which keys the algorithm that was meant has is not known
    }
    warmStart = search.section("warm-start");
    fromEarlier = (int) warmStart.integer("trials", 0, 10_000);
    studies = warmStart.texts("studies");
  }

  /**
   * Reads the earlier studies, or what the study kept of them when it began.
   *
   * @param space what is to be searched
   * @param goal the study's first
   * @param own the study's folder
   * @param hadoop how to reach the folders of earlier studies
   */
  void readEarlier(SearchSpace space, Goal goal, StudyFolder own, Configuration hadoop) {
    Optional<List<EarlierStudy>> kept = studies.isEmpty() ? Optional.empty() : kept(own);
    if (kept.isPresent()) {
      earlier.addAll(kept.get());
      return;
    }
    for (String study : studies) {
      read(study, space, goal, hadoop).ifPresent(earlier::add);
    }
  }

  /** What an earlier driver kept of the same earlier studies. */
  private Optional<List<EarlierStudy>> kept(StudyFolder own) {
    try {
      return EarlierStudiesJson.read(Json.parse(own.read(KEPT)), studies);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the study is new
    }
  }

  private Optional<EarlierStudy> read(
      String study, SearchSpace space, Goal goal, Configuration hadoop) {
    try {
      StudyFolder folder = new StudyFolder(new Path(study), hadoop);
      StudyState state = StudyState.of(Journals.read(folder.journal(), hadoop));
      if (state.opened().isEmpty()) {
        warmStart.mistake("studies", "there is no study in " + folder.display());
        return Optional.empty();
      }
      Goal other = state.opened().get().goals().get(0);
      if (!other.equals(goal)) {
        warmStart.mistake(
            "studies",
            "the study in %s wants to %s, this one to %s"
                .formatted(folder.display(), text(other), text(goal)));
        return Optional.empty();
      }
      EarlierStudy known = EarlierStudy.of(folder.root().getName(), space, outcomes(state));
      if (known.points().isEmpty()) {
        warmStart.mistake(
            "studies",
            "no scored trial of %s lies in this study's search space".formatted(folder.display()));
        return Optional.empty();
      }
      return Optional.of(known);
    } catch (IOException | IllegalArgumentException e) {
      warmStart.mistake("studies", study + " cannot be read: " + HadoopFiles.reason(e));
      return Optional.empty();
    }
  }

  private static String text(Goal goal) {
    return (goal.maximise() ? "maximise " : "minimise ") + goal.metric();
  }

  /** Of params that several trials had, the score at the largest budget, and the best of those. */
  private static Map<Params, Outcome> outcomes(StudyState state) {
    Map<Params, TrialRecord> records = new LinkedHashMap<>();
    state.trials().stream()
        .filter(record -> record.score().isPresent())
        .sorted(
            Comparator.comparingInt((TrialRecord record) -> record.trial().budget())
                .reversed()
                .thenComparingDouble(record -> record.score().orElseThrow().loss()))
        .forEach(record -> records.putIfAbsent(record.trial().params(), record));
    Map<Params, Outcome> outcomes = new LinkedHashMap<>();
    records.forEach((params, record) -> outcomes.put(params, record.score().orElseThrow()));
    return outcomes;
  }

  /**
   * Keeps what the earlier studies say in the study's own folder: it needs them no more, and does
   * not change if they grow.
   */
  void keepEarlier(StudyFolder own) throws IOException {
    if (!earlier.isEmpty()) {
      own.write(KEPT, Json.text(EarlierStudiesJson.write(studies, earlier)) + "\n");
    }
  }

  /** What a searcher does, in one sentence. */
  String text(Searcher searcher) {
    return searcher.about().isEmpty() ? algorithm : algorithm + ": " + searcher.about();
  }

  /** A searcher that has learned nothing yet; mistakes in its settings are noted in the file. */
  Searcher newSearcher(SearchContext context) {
    Searcher searcher =
        Searchers.create(algorithm, context, file.section("search", "search." + algorithm));
    List<KnownPoints> known = new ArrayList<>();
    if (search.has("enqueue")) {
      known.add(EnqueuedPoints.read(search, context.space(), context.seed()));
    }
    if (!earlier.isEmpty()) {
      known.add(new EarlierStudies(earlier, fromEarlier));
    }
    return known.isEmpty() ? searcher : new KnownFirstSearcher(known, searcher);
  }
}
