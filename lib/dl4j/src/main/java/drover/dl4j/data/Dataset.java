package drover.dl4j.data;

import drover.core.TrialContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Split examples, ready to train on.
 *
 * @param train standardised
 * @param validation standardised
 * @param test as the source has them: a model brings its own normalisation
 * @param normalisation fitted on the training part
 */
public record Dataset(
    Examples train, Examples validation, Examples test, NormalizerStandardize normalisation) {

  /** A study has one data set; a few more, should a process serve several studies. */
  private static final int CACHED = 4;

  private static final Map<Key, Dataset> CACHE =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Dataset> eldest) {
          return size() > CACHED;
        }
      };

  private record Key(DataSettings settings, String file, long seed) {}

  /**
   * The data set of a study: read once per process, by whoever comes first.
   *
   * @throws DataException if the source does not hold what it should
   */
  public static Dataset load(DataSettings settings, TrialContext context) throws IOException {
    String file = settings.isBuiltIn() ? "" : context.local(settings.source()).toString();
    Key key = new Key(settings, file, context.seed());
    synchronized (CACHE) {
      Dataset known = CACHE.get(key);
      if (known == null) {
        known = split(examples(settings, context), settings, context.seed());
        CACHE.put(key, known);
      }
      return known;
    }
  }

  private static Examples examples(DataSettings settings, TrialContext context) throws IOException {
    if (settings.isBuiltIn()) {
      return Digits.read();
    }
    try (InputStream file = Files.newInputStream(context.local(settings.source()))) {
      return Csv.read(file, settings);
    }
  }

  static Dataset split(Examples examples, DataSettings settings, long seed) throws DataException {
    Split split =
        Split.stratified(
            examples.labels(),
            examples.classes().size(),
            settings.validation(),
            settings.test(),
            seed);
    if (split.train().length == 0 || split.validation().length == 0) {
      throw DataException.of(
          "source", settings.source(), "too few examples to split: " + examples.size());
    }
    Examples train = examples.at(split.train());
    NormalizerStandardize normalisation = Standardisation.fit(train);
    return new Dataset(
        normalise(train, normalisation),
        normalise(examples.at(split.validation()), normalisation),
        examples.at(split.test()),
        normalisation);
  }

  private static Examples normalise(Examples examples, NormalizerStandardize normalisation) {
    try (INDArray rows = examples.rows()) {
      normalisation.transform(rows);
      return new Examples(
          examples.shape(), rows.data().asFloat(), examples.labels(), examples.classes());
    }
  }
}
