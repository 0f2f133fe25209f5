package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;

/**
 * Reads files of one format, and encodes what they hold as numbers. Encodings are fitted to the
 * training part alone.
 */
interface Format {

  /**
   * Reads files; their examples follow those of files read before.
   *
   * @param limit of examples, about; more need not be read
   * @throws DataException if a file does not hold what it should
   */
  void read(List<DataFile> files, int limit) throws IOException;

  /** What the examples read so far are. */
  Labels labels();

  /**
   * Encodes all examples.
   *
   * @param training places of the examples that encodings are fitted to
   */
  Encoded encode(int[] training) throws IOException;

  /**
   * Examples as numbers.
   *
   * @param shape of one example
   * @param rows a flat row for each example
   * @param lengths real steps of each sequence; empty if all are full, or none is a sequence
   * @param encoding how to encode further examples in the same way, for the model's file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(Shape shape, Rows rows, int[] lengths, ObjectNode encoding) {}
}
