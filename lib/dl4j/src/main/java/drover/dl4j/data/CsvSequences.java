package drover.dl4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CSV file for each sequence, a row for each step, a column for each feature, with or without a
 * header. Its class is the name of the folder that it lies in.
 */
final class CsvSequences implements Format {

  private final DataSettings settings;
  private final Labels labels;
  private final Sequences sequences;

  CsvSequences(DataSettings settings, Spool spool) {
    this.settings = settings;
    sequences = new Sequences(spool);
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (int i = 0; i < Math.min(limit, files.size()); i++) {
      DataFile file = files.get(i);
      labels.addFolderOf(file);
      try (Lines lines = file.lines()) {
        sequences.add(file.name(), 1, features(file.name(), CsvRecords.of(file, lines)));
      }
    }
  }

  private List<float[]> features(String file, CsvRecords records) throws IOException {
    List<List<String>> steps = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (Optional<List<String>> step = records.next(); step.isPresent(); step = records.next()) {
      steps.add(step.get());
      rows.add(records.row());
    }
    if (!steps.isEmpty() && CsvLayout.hasHeader(settings, steps.get(0))) {
      steps.remove(0);
      rows.remove(0);
    }
    if (steps.isEmpty()) {
      throw DataException.of("source", file, "there are no steps");
    }
    List<float[]> features = new ArrayList<>();
    for (int f = 0; f < steps.get(0).size(); f++) {
      features.add(new float[steps.size()]);
    }
    for (int t = 0; t < steps.size(); t++) {
      List<String> step = steps.get(t);
      if (step.size() != features.size()) {
        throw new DataException(
            file, rows.get(t), step.size() + " fields, but the first step has " + features.size());
      }
      for (int f = 0; f < features.size(); f++) {
        features.get(f)[t] = Sequences.number(file, rows.get(t), "column " + f, step.get(f));
      }
    }
    return features;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return sequences.encode();
  }
}
