package drover.core.study;

import drover.core.Report;
import drover.core.Trial;
import java.util.List;

/**
 * How a running trial stands.
 *
 * @param trial the trial
 * @param curve some of the running attempt's reports, evenly spread, the newest among them; empty
 *     before the first
 */
public record RunningTrial(Trial trial, List<Report> curve) {
  public RunningTrial {
    curve = List.copyOf(curve);
  }
}
