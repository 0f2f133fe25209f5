package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the algorithm, as a person would who had measured them all: by the number of goals, the
 * kinds of parameters, the number of trials and how many run at once ({@link AutoRules}). A search
 * may go through several stages, each with an algorithm of its own that learns from all trials
 * before; the first trial of a stage says why ({@link Note#REASON}).
 */
final class AutoSearcher implements Searcher {

  /**
   * A part of the search.
   *
   * @param from the first trial that the algorithm proposes
   * @param algorithm its name
   * @param reason why it is the one, to be read after its name
   */
  record Stage(int from, String algorithm, String reason) {}

  /** A trial was asked, or told if it has an outcome. */
  private record Past(Trial trial, Optional<Outcome> outcome) {}

  private final SearchContext context;
  private final List<Stage> stages;

  /** All that happened, for the searchers of stages to come; empty in the last one. */
  private final List<Past> history = new ArrayList<>();

  /** The stages' searchers, each made when it is asked first. */
  private final Map<Stage, Searcher> searchers = new HashMap<>();

  private AutoSearcher(SearchContext context, List<Stage> stages) {
    this.context = context;
    this.stages = stages;
  }

  /** Has no settings and takes any number of goals. */
  static Searcher create(SearchContext context, Section settings) {
    return new AutoSearcher(context, AutoRules.stages(context));
  }

  @Override
  public Optional<Trial> propose(int id) {
    Stage stage = stageOf(id);
    return searcher(stage)
        .propose(id)
        .map(trial -> id == stage.from() ? withReason(trial, text(stage)) : trial);
  }

  private static Trial withReason(Trial trial, String reason) {
    Map<String, Object> values = new LinkedHashMap<>(trial.note().values());
    values.put(Note.REASON, reason);
    return new Trial(trial.id(), trial.params(), trial.budget(), trial.parent(), new Note(values));
  }

  @Override
  public void asked(Trial trial) {
    if (stageOf(trial.id()).equals(last()) && !history.isEmpty()) {
      Searcher only = searcher(last());
      searchers.clear();
      searchers.put(last(), only);
      history.clear();
    }
    happened(new Past(trial, Optional.empty()));
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    happened(new Past(trial, Optional.of(outcome)));
  }

  private void happened(Past past) {
    searchers.forEach((stage, searcher) -> show(past, stage, searcher));
    if (!searchers.keySet().equals(Set.of(last()))) {
      history.add(past);
    }
  }

  private Stage last() {
    return stages.get(stages.size() - 1);
  }

  private Searcher searcher(Stage stage) {
    return searchers.computeIfAbsent(
        stage,
        next -> {
          Searcher searcher =
              Searchers.create(
                  next.algorithm(), context, Sections.resolved("{}", "search." + next.algorithm()));
          history.forEach(past -> show(past, next, searcher));
          return searcher;
        });
  }

  /** Notes of another stage's algorithm would mean something else to this one. */
  private void show(Past past, Stage stage, Searcher searcher) {
    Trial trial = past.trial();
    Trial shown =
        stageOf(trial.id()).equals(stage)
            ? trial
            : new Trial(trial.id(), trial.params(), trial.budget(), trial.parent(), Note.EMPTY);
    past.outcome()
        .ifPresentOrElse(outcome -> searcher.told(shown, outcome), () -> searcher.asked(shown));
  }

  private Stage stageOf(int id) {
    Stage stage = stages.get(0);
    for (Stage next : stages) {
      stage = next.from() <= id ? next : stage;
    }
    return stage;
  }

  private static String text(Stage stage) {
    return stage.algorithm() + ", " + stage.reason();
  }

  @Override
  public String about() {
    List<String> parts = new ArrayList<>();
    for (Stage stage : stages) {
      parts.add((stage.from() == 0 ? "" : "from trial " + stage.from() + " ") + text(stage));
    }
    return String.join("; ", parts);
  }

  @Override
  public boolean mayContinue(int id) {
    return searchers.values().stream().anyMatch(searcher -> searcher.mayContinue(id));
  }
}
