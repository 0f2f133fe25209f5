package drover.search.known;

import drover.core.Outcome;
import drover.core.Params;
import java.util.Optional;

/** Points worth a trial before the search proposes its own; a state machine as a searcher is. */
public interface KnownPoints {

  /** The point to try next, with what the user is told of it; empty if there is none left. */
  Optional<Known> next();

  /** The point is tried now, whoever proposed it. */
  void asked(Params params);

  /** How the point did. */
  void told(Params params, Outcome outcome);

  /**
   * A known point.
   *
   * @param params the point
   * @param reason why it is tried
   */
  record Known(Params params, String reason) {}
}
