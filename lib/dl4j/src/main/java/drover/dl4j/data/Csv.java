package drover.dl4j.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tables as comma-separated values, one example a row. Several files have the same columns. */
final class Csv implements Format {

  private final DataSettings settings;
  private final Table table;

  Csv(DataSettings settings, Spool spool) {
    this.settings = settings;
    table = new Table(settings, spool);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      try (Lines lines = file.lines()) {
        read(file.name(), CsvRecords.of(file, lines), limit);
      }
    }
  }

  private void read(String file, CsvRecords records, int limit) throws IOException {
    List<String> first =
        records.next().orElseThrow(() -> new DataException(file, 1, "the first row is empty"));
    CsvLayout layout = CsvLayout.of(settings, file, first);
    table.begin(file, layout);
    long end = (long) table.labels().size() + limit;
    if (!layout.header()) {
      table.add(records.row(), first);
    }
    while (table.labels().size() < end) {
      Optional<List<String>> next = records.next();
      if (next.isEmpty()) {
        return;
      }
      table.add(records.row(), next.get());
    }
  }

  @Override
  public Labels labels() {
    return table.labels();
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return table.encode(training);
  }
}
