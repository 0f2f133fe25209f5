package drover.core.study;

import java.util.List;

/** The trials in flight. For the study's own thread. */
@FunctionalInterface
public interface RunningTrials {

  /** Of a study that no driver works on. */
  RunningTrials NONE = List::of;

  /** How they stand now, by id. */
  List<RunningTrial> now();
}
