package drover.dl4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Goal;
import drover.core.json.Fields;
import drover.core.json.Json;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a training remembers of its earlier epochs: which one was the best, and the weights that it
 * will leave if they are not the last ones. In a checkpoint it has entries of its own beside those
 * of {@link Progress}, so that a training which goes on from there remembers the same.
 */
final class Kept implements AutoCloseable {

  private static final String ENTRY = "kept.json";
  private static final String WEIGHTS = "kept.bin";

  private final EndSettings settings;
  private final String watched;
  private final int averageAfter;
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int averaged;
  private @Nullable INDArray weights;

  private Kept(EndSettings settings, String watched, int averageAfter) {
    this.settings = settings;
    this.watched = watched;
    this.averageAfter = averageAfter;
  }

  /** Of a training that has not begun. */
  static Kept nothing(TrainingSettings training, List<Goal> goals) {
    EndSettings end = training.end();
    String watched = end.byGoal() ? goals.toString() : "loss";
    return new Kept(end, watched, training.epochs() - end.averaged(training.epochs()));
  }

  /**
   * Sees how an epoch ended.
   *
   * @param loss what epochs are compared by, lower is better
   * @param current the weights now
   */
  void ended(int epoch, double loss, INDArray current) {
    if (loss < best - settings.minDelta() || bestEpoch == 0) {
      best = loss;
      bestEpoch = epoch;
      if (settings.keepsBest()) {
        keep(current);
      }
    }
    if (epoch > averageAfter) {
      average(current);
    }
  }

  private void keep(INDArray current) {
    if (weights == null) {
      weights = current.dup();
    } else {
      weights.assign(current);
    }
  }

  private void average(INDArray current) {
    averaged++;
    if (weights == null) {
      weights = current.dup();
    } else {
      try (INDArray further = current.sub(weights)) {
        weights.addi(further.divi(averaged));
      }
    }
  }

  /** True if no further epoch is to be trained. */
  boolean stops(int epoch) {
    return bestEpoch > 0
        && settings.patience().isPresent()
        && epoch - bestEpoch >= settings.patience().get();
  }

  /** The epoch with the lowest loss; 0 before the first. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** True if the weights that are left are a mean of several epochs'. */
  boolean isMean() {
    return averaged > 1;
  }

  /**
   * Gives a network the weights that are left, and forgets them.
   *
   * @return false if they are those that it has
   */
  boolean moveTo(Network network, int epoch) {
    if (weights == null) {
      return false;
    }
    boolean others = averaged > 0 ? averaged > 1 : bestEpoch != epoch;
    network.params().assign(weights);
    close();
    return others;
  }

  /** Adds itself to a checkpoint, if there is anything to remember. */
  void save(Path file) throws IOException {
    if (bestEpoch == 0 || (!settings.comparesEpochs() && weights == null)) {
      return;
    }
    ObjectNode entry = Json.object().put("watched", watched).put("best", best);
    entry.put("epoch", bestEpoch).put("averaged", averaged);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath(ENTRY), Json.text(entry));
      if (weights != null) {
        try (DataOutputStream out =
            new DataOutputStream(Files.newOutputStream(zip.getPath(WEIGHTS)))) {
          Nd4j.write(weights, out);
        }
      }
    }
  }

  /**
   * Remembers what a checkpoint does, if that was kept by the same settings of a network of this
   * size.
   *
   * @param parameters how many the network has
   */
  void restore(Path file, long parameters) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      if (!Files.exists(zip.getPath(ENTRY))) {
        return;
      }
      Fields entry = new Fields(Json.parse(Files.readString(zip.getPath(ENTRY))));
      int means = entry.integer("averaged");
      boolean saved = Files.exists(zip.getPath(WEIGHTS));
      boolean same = settings.keepsBest() ? saved && means == 0 : saved == (means > 0);
      if (!same || !entry.text("watched").equals(watched) || (means > 0 && !settings.averages())) {
        return;
      }
      if (!saved || takes(zip.getPath(WEIGHTS), parameters)) {
        best = entry.real("best");
        bestEpoch = entry.integer("epoch");
        averaged = means;
      }
    }
  }

  private boolean takes(Path entry, long parameters) throws IOException {
    try (InputStream in = Files.newInputStream(entry)) {
      INDArray saved = Nd4j.read(in);
      if (saved.length() == parameters) {
        weights = saved;
        return true;
      }
      saved.close();
      return false;
    }
  }

  @Override
  public void close() {
    if (weights != null) {
      weights.close();
      weights = null;
    }
  }
}
