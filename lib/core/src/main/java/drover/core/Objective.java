package drover.core;

import java.util.List;
import java.util.Map;

/**
 * What a trial runs, on an executor or in a worker process. An implementation has a public
 * constructor without arguments; one instance serves all trials of a study in its process, one
 * after another or, with {@code isolation = thread}, several at once.
 */
public interface Objective {

  /**
   * Evaluates one trial. Must give the same outcome for the same trial and settings, alone or
   * beside others.
   *
   * @throws Exception any exception becomes {@link Outcome.Failed} with its message
   */
  Outcome evaluate(Trial trial, TrialContext context) throws Exception;

  /**
   * What keeps trials from running on this machine, one sentence each: a study is refused there
   * before it has trained anything. Asked once in each executor.
   *
   * @param gpu true if each trial is given a GPU or a share of one
   */
  default List<String> obstacles(boolean gpu) {
    return List.of();
  }

  /**
   * Measures the model that {@link #evaluate} left at {@link TrialContext#model} on data that no
   * searcher saw.
   *
   * @return metric name to value; empty if the objective has no such data
   */
  default Map<String, Double> test(Trial trial, TrialContext context) throws Exception {
    return Map.of();
  }
}
