package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.DataContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

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
   * The data set of a study: read and encoded once per executor, by whoever comes first, into files
   * from which each process takes the rows that it needs.
   *
   * @throws DataException if the source does not hold what it should
   */
  public static Dataset load(DataSettings settings, Fold fold, DataContext context)
      throws IOException {
    Path folder = context.shared().resolve("data-" + key(settings, fold, context));
    synchronized (CACHE) {
      Dataset known = CACHE.get(folder);
      if (known == null) {
        known = DatasetFolder.of(folder, into -> write(settings, fold, context, into));
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

  private static void write(DataSettings settings, Fold fold, DataContext context, Path folder)
      throws IOException {
    try (Spool spool = Spool.in(folder)) {
      Format format;
      int sourceSize = Integer.MAX_VALUE;
      if (settings.isBuiltIn()) {
        format = Digits.read(spool);
      } else {
        Sources sources = Sources.local(settings, context);
        format = Formats.of(sources.format(), settings, spool);
        sourceSize = read(format, sources, Integer.MAX_VALUE);
      }
      new DatasetWriter(format, sourceSize, settings, fold, context.seed()).write(folder);
    }
  }

  /**
   * Reads the files of both parts.
   *
   * @return how many examples the source has, before those of its test part
   */
  static int read(Format format, Sources sources, int limit) throws IOException {
    format.read(sources.training(), limit);
    if (sources.test().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int size = format.labels().size();
    format.read(sources.test(), limit);
    return size;
  }
}
