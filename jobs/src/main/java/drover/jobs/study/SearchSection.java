package drover.jobs.study;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.core.journal.Journals;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The study file's {@code search}: the algorithm, and the points that are tried before its own. */
final class SearchSection {

  private final StudyFile file;
  private final Section search;
  private final String algorithm;
  private final List<EarlierStudy> earlier = new ArrayList<>();
  private final int fromEarlier;

  /**
   * Reads the keys that every algorithm has.
   *
   * @param space what is to be searched
   * @param hadoop how to reach the folders of earlier studies
   */
  SearchSection(StudyFile file, SearchSpace space, Configuration hadoop) {
    this.file = file;
    search = file.section("search");
    algorithm = search.oneOf("algorithm", Searchers.names());
    Section warmStart = search.section("warm-start");
    fromEarlier = (int) warmStart.integer("trials", 0, 10_000);
    for (String study : warmStart.texts("studies")) {
      read(study, warmStart, space, hadoop).ifPresent(earlier::add);
    }
  }

  private static Optional<EarlierStudy> read(
      String study, Section warmStart, SearchSpace space, Configuration hadoop) {
    try {
      StudyFolder folder = new StudyFolder(new Path(study), hadoop);
      if (!Journals.exists(folder.journal(), hadoop)) {
        warmStart.mistake("studies", "there is no study in " + folder.display());
        return Optional.empty();
      }
      Map<Params, Outcome> outcomes = new LinkedHashMap<>();
      for (TrialRecord record : StudyState.of(Journals.read(folder.journal(), hadoop)).trials()) {
        record.outcome().ifPresent(outcome -> outcomes.put(record.trial().params(), outcome));
      }
      EarlierStudy known = EarlierStudy.of(folder.root().getName(), space, outcomes);
      if (known.points().isEmpty()) {
        warmStart.mistake(
            "studies",
            "no scored trial of %s lies in this study's search space".formatted(folder.display()));
        return Optional.empty();
      }
      return Optional.of(known);
    } catch (IOException | IllegalArgumentException e) {
      warmStart.mistake("studies", study + " cannot be read: " + e.getMessage());
      return Optional.empty();
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
