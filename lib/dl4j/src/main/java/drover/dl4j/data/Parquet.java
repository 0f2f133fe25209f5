package drover.dl4j.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Tables of Apache Parquet with flat columns; several files have the same ones. */
final class Parquet implements Format {

  private final DataSettings settings;
  private final Table table;

  Parquet(DataSettings settings, Spool spool) {
    this.settings = settings;
    table = new Table(settings, spool);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      try (ParquetFileReader reader = ParquetFileReader.open(new ParquetInput(file))) {
        read(file.name(), reader, limit);
      } catch (DataException e) {
        throw e;
      } catch (RuntimeException e) { // what the library says of files that are none
        throw DataException.of("source", file.name(), "no Parquet file: " + e.getMessage());
      }
    }
  }

  private void read(String file, ParquetFileReader reader, int limit) throws IOException {
    MessageType schema = reader.getFooter().getFileMetaData().getSchema();
    List<String> names = new ArrayList<>();
    for (Type field : schema.getFields()) {
      requireReadable(file, field);
      names.add(field.getName());
    }
    table.begin(file, CsvLayout.named(settings, file, names));
    MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
    int row = 0;
    for (PageReadStore group = reader.readNextRowGroup();
        group != null && row < limit;
        group = reader.readNextRowGroup()) {
      RecordReader<Group> records =
          columns.getRecordReader(group, new GroupRecordConverter(schema));
      for (long i = 0; i < group.getRowCount() && row < limit; i++) {
        table.add(++row, fields(schema, records.read()));
      }
    }
  }

  private static void requireReadable(String file, Type field) throws DataException {
    if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
      throw DataException.of(
          "source", file, "column " + field.getName() + " is nested; columns must be flat");
    }
    if (field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      throw DataException.of(
          "source",
          file,
          "column "
              + field.getName()
              + " holds INT96, the old form of times, which is not read; leave it out, or write it as INT64");
    }
  }

  private static List<String> fields(MessageType schema, Group record) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      fields.add(record.getFieldRepetitionCount(i) == 0 ? "" : field(schema, record, i));
    }
    return fields;
  }

  private static String field(MessageType schema, Group record, int i) {
    PrimitiveTypeName type = schema.getType(i).asPrimitiveType().getPrimitiveTypeName();
    LogicalTypeAnnotation meaning = schema.getType(i).getLogicalTypeAnnotation();
    if (type == PrimitiveTypeName.BOOLEAN) {
      return record.getBoolean(i, 0) ? "1" : "0";
    }
    if (meaning instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      BigInteger unscaled =
          switch (type) {
            case INT32 -> BigInteger.valueOf(record.getInteger(i, 0));
            case INT64 -> BigInteger.valueOf(record.getLong(i, 0));
            default -> new BigInteger(record.getBinary(i, 0).getBytes());
          };
      return new BigDecimal(unscaled, decimal.getScale()).toPlainString();
    }
    return record.getValueToString(i, 0);
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
