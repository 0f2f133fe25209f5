package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;

/**
 * Reads files of one format, and encodes what they hold as numbers. Encodings are fitted to the
 * training part alone. Of an example only its label stays in memory: the rest goes to a {@link
 * Spool}.
 */
interface Format {

  /**
   * Reads files; their examples follow those of files read before.
   *
   * @param limit of examples, about; more need not be read, and of those not read none can be
   *     encoded
   * @throws DataException if a file does not hold what it should
   */
  void read(List<DataFile> files, int limit) throws IOException;

  /** What the examples read so far are. */
  Labels labels();

  /**
   * Fits an encoding.
   *
   * @param training places of the examples that it is fitted to, in ascending order
   */
  Encoded encode(int[] training) throws IOException;

  /**
   * Examples as numbers.
   *
   * @param shape of one example
   * @param bytes true if all numbers are whole and from 0 to 255
   * @param masked true if some examples are shorter than others
   * @param encoding how to encode further examples in the same way, for the model's file
   * @param rows gives the examples one after another
   */
  record Encoded(Shape shape, boolean bytes, boolean masked, ObjectNode encoding, RowSource rows) {

    /** Examples of one length. */
    static Encoded of(Shape shape, boolean bytes, ObjectNode encoding, RowSource rows) {
      return new Encoded(shape, bytes, false, encoding, rows);
    }
  }

  /** Gives examples one after another, from the first to the last that was read. */
  interface RowSource {

    /**
     * Writes the next example.
     *
     * @param row as long as the shape is large, and filled with 0
     * @return how many of its steps are real, if examples are masked
     */
    int next(float[] row) throws IOException;
  }
}
