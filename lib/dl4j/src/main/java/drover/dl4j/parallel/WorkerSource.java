package drover.dl4j.parallel;

import drover.core.DataContext;
import drover.dl4j.ClusterWorker;
import java.io.Serializable;

/**
 * What a task needs to find its process's {@link ClusterWorker}.
 *
 * @param objective JSON of the study file's {@code objective}, without ranges
 * @param defaults path below {@code drover} in {@code reference.conf} of the section's defaults
 * @param data the study's data on each executor; serialisable
 */
public record WorkerSource(String objective, String defaults, DataContext data)
    implements Serializable {

  ClusterWorker worker() {
    return ClusterWorker.of(objective, defaults, data);
  }
}
