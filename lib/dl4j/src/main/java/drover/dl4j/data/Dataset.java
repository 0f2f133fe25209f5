package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.DataContext;
import drover.core.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipException;

/**
 * Split examples, ready to train on. All are standardised by what was fitted to the training part.
 *
 * @param encoding how further examples are encoded in the same way: what a model's file holds
 *     beside the network and the standardisation
 */
public record Dataset(Examples train, Examples validation, Examples test, ObjectNode encoding) {

  /** A study has one data set, or one for each fold. */
  private static final int CACHED = 24;

  private static final Map<Path, Dataset> CACHE =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Dataset> eldest) {
          return size() > CACHED;
        }
      };

  /** The data set of a study without cross-validation. */
  public static Dataset load(DataSettings settings, DataContext context) throws IOException {
    return load(settings, Fold.NONE, context);
  }

  /**
   * The data set of a study: read and encoded once per executor, by whoever comes first, and mapped
   * into the memory of each process.
   *
   * @throws DataException if the source does not hold what it should
   */
  public static Dataset load(DataSettings settings, Fold fold, DataContext context)
      throws IOException {
    Path folder = context.shared().resolve("data-" + key(settings, fold, context));
    synchronized (CACHE) {
      Dataset known = CACHE.get(folder);
      if (known == null) {
        known = DatasetFolder.of(folder, () -> read(settings, fold, context));
        CACHE.put(folder, known);
      }
      return known;
    }
  }

  /** All that decides what the data set is; local files may change, copies are named by content. */
  private static String key(DataSettings settings, Fold fold, DataContext context)
      throws IOException {
    StringBuilder key = new StringBuilder().append(settings).append(fold).append(context.seed());
    for (String file : settings.files()) {
      Path local = context.local(file);
      key.append('\n').append(local).append(Files.getLastModifiedTime(local));
      key.append(Files.size(local));
    }
    byte[] text = key.toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).toString();
  }

  private static Dataset read(DataSettings settings, Fold fold, DataContext context)
      throws IOException {
    if (settings.isBuiltIn()) {
      return split(Digits.read(), Integer.MAX_VALUE, settings, fold, context.seed());
    }
    Sources sources = Sources.local(settings, context);
    Format format = Formats.of(settings, sources.training());
    int sourceSize = read(format, sources, Integer.MAX_VALUE);
    return split(format, sourceSize, settings, fold, context.seed());
  }

  /**
   * Reads the files of both parts.
   *
   * @return how many examples the source has, before those of its test part
   */
  static int read(Format format, Sources sources, int limit) throws IOException {
    try {
      format.read(sources.training(), limit);
      int size = format.labels().size();
      if (!sources.test().isEmpty()) {
        format.read(sources.test(), limit);
        return size;
      }
      return Integer.MAX_VALUE;
    } catch (EOFException | ZipException e) {
      throw DataException.of(
          "source", sources.training().get(0).name(), "a file is cut off: " + e.getMessage());
    }
  }

  /**
   * Splits examples.
   *
   * @param sourceSize the examples from this place on are the test part; if there are none, a share
   *     of the examples is
   */
  static Dataset split(Format format, int sourceSize, DataSettings settings, long seed)
      throws IOException {
    return split(format, sourceSize, settings, Fold.NONE, seed);
  }

  private static Dataset split(
      Format format, int sourceSize, DataSettings settings, Fold fold, long seed)
      throws IOException {
    Labels labels = format.labels();
    boolean given = sourceSize < labels.size();
    Split split =
        Split.stratified(
            labels.groups(),
            Math.min(sourceSize, labels.size()),
            settings.validation(),
            fold,
            given ? 0 : settings.test(),
            seed);
    if (split.train().length == 0
        || (split.validation().length == 0 && settings.validation() > 0)) {
      throw DataException.of(
          "source", settings.source().get(0), "too few examples to split: " + labels.size());
    }
    int[] test = given ? Split.range(sourceSize, labels.size()) : split.test();
    Targets targets = labels.targets(split.train());
    requireClasses(settings, targets, split);
    Format.Encoded encoded = format.encode(split.train());
    Examples all =
        new Examples(
            encoded.shape(), encoded.rows(), encoded.lengths(), Standardisation.NONE, targets);
    Examples train = all.at(split.train());
    Standardisation standardisation = Standardisation.fit(train);
    return new Dataset(
        train.with(standardisation),
        all.at(split.validation()).with(standardisation),
        all.at(test).with(standardisation),
        describe(encoded, targets));
  }

  /** Every class is to be trained; which ones are validated is chance if there are few. */
  private static void requireClasses(DataSettings settings, Targets targets, Split split)
      throws DataException {
    if (targets instanceof Targets.Classes classes) {
      for (String name : settings.classWeights().weights().keySet()) {
        if (!classes.names().contains(name)) {
          throw DataException.of(
              "class-weights",
              settings.source().get(0),
              "there is no class '" + name + "'; the classes are " + classes.names());
        }
      }
      int[] counts = new int[classes.width()];
      for (int place : split.train()) {
        counts[classes.labels()[place]]++;
      }
      for (int c = 0; c < counts.length; c++) {
        if (counts[c] == 0) {
          throw DataException.of(
              "source",
              settings.source().get(0),
              "no example of class '%s' is in the training part; there are too few"
                  .formatted(classes.names().get(c)));
        }
      }
    }
  }

  private static ObjectNode describe(Format.Encoded encoded, Targets targets) {
    ObjectNode all = Json.object();
    all.set("shape", DatasetFolder.shape(encoded.shape()));
    all.setAll(encoded.encoding());
    if (targets instanceof Targets.Classes classes) {
      ArrayNode names = all.putArray("classes");
      classes.names().forEach(names::add);
    } else if (targets instanceof Targets.Numbers numbers) {
      all.putObject("target").put("mean", numbers.mean()).put("deviation", numbers.deviation());
    }
    return all;
  }
}
