package drover.dl4j.data;

import drover.core.config.Section;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the first examples of the data before any trial is started on it. */
public final class SourceCheck {

  /**
   * What kind of data it is.
   *
   * @param classes true if networks are to say classes, false if numbers
   * @param images false if the examples are certainly no images
   * @param examples what one is like, as far as the first ones tell; empty after a mistake
   */
  public record Found(boolean classes, boolean images, Optional<First> examples) {}

  /**
   * What the first examples are like.
   *
   * @param shape of an example
   * @param outputs how many numbers a network is to give for one
   * @param count of all examples, or more
   */
  public record First(Shape shape, int outputs, long count) {}

  private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);

  /** How many files a message names. */
  private static final int FEW = 5;

  private SourceCheck() {}

  /**
   * Notes what is wrong with the source of {@code data}, if anything is.
   *
   * @return what could be found out in spite of mistakes
   */
  public static Found check(DataSettings settings, Section data, Configuration hadoop) {
    try (Spool spool = Spool.small()) {
      Format format = first(settings, hadoop, spool);
      Labels labels = format.labels();
      Shape shape = format.encode(Split.range(0, labels.size())).shape();
      if (labels.areHardlyClasses()) {
        LOG.warn(
            "{}: the labels are taken for classes, but few of the first {} are alike{}",
            settings.source(),
            labels.size(),
            labels.hint());
      }
      boolean all = settings.isBuiltIn() || labels.size() < Labels.DECISIVE;
      First first = new First(shape, labels.outputs(), all ? labels.size() : Long.MAX_VALUE);
      return new Found(labels.areClasses(), shape instanceof Shape.Image, Optional.of(first));
    } catch (DataException e) {
      data.mistake(e.key(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      data.mistake("source", "cannot read " + settings.source() + ": " + e.getMessage());
    }
    return new Found(!settings.task().equals("regression"), true, Optional.empty());
  }

  private static Format first(DataSettings settings, Configuration hadoop, Spool spool)
      throws IOException {
    if (settings.isBuiltIn()) {
      return Digits.read(spool);
    }
    Sources sources = Sources.remote(settings, hadoop);
    if (!sources.beside().isEmpty()) {
      LOG.warn(
          "Left out, as they are not named as files of format {} are: {}",
          sources.format(),
          names(sources.beside()));
    }
    Format format = Formats.of(sources.format(), settings, spool);
    Dataset.read(format, sources, Labels.DECISIVE);
    if (format.labels().areFolders()) {
      ClassFolders.requireFilled(settings, sources, hadoop);
    }
    return format;
  }

  private static String names(Set<DataFile> files) {
    String few = files.stream().limit(FEW).map(DataFile::name).collect(Collectors.joining(", "));
    return files.size() > FEW ? few + " and " + (files.size() - FEW) + " more" : few;
  }
}
