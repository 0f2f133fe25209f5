package drover.dl4j.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** The numbers of examples, a row of the same width for each: in memory, or in a mapped file. */
public sealed interface Rows {

  /** How many numbers a row has. */
  int width();

  /** How many rows there are. */
  int count();

  /** Writes one row to {@code target}, from index {@code from} on. */
  void read(int row, float[] target, int from);

  /** A copy in memory of the rows at these places, in this order. */
  Rows at(int[] places);

  /** Rows of floats, one after another. */
  static Rows of(float[] values, int width) {
    return new Floats(List.of(FloatBuffer.wrap(values)), values.length / width, width);
  }

  /** Rows of bytes that mean 0 to 255, one after another. */
  static Rows of(byte[] values, int width) {
    return new Bytes(List.of(ByteBuffer.wrap(values)), values.length / width, width);
  }

  /** Rows of bytes of several arrays, one after another. */
  static Rows join(List<byte[]> parts, int width) {
    if (parts.size() == 1) {
      return of(parts.get(0), width);
    }
    byte[] all = new byte[parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact)];
    int next = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return of(all, width);
  }

  /**
   * Floats.
   *
   * @param chunks the rows one after another; each chunk but the last holds as many as the first
   */
  record Floats(List<FloatBuffer> chunks, int count, int width) implements Rows {
    public Floats {
      chunks = List.copyOf(chunks);
    }

    @Override
    public void read(int row, float[] target, int from) {
      int inChunk = chunks.get(0).capacity() / width;
      chunks.get(row / inChunk).get(row % inChunk * width, target, from, width);
    }

    @Override
    public Rows at(int[] places) {
      float[] values = new float[Math.multiplyExact(places.length, width)];
      for (int i = 0; i < places.length; i++) {
        read(places[i], values, i * width);
      }
      return Rows.of(values, width);
    }
  }

  /**
   * Bytes that mean 0 to 255, such as pixels.
   *
   * @param chunks the rows one after another; each chunk but the last holds as many as the first
   */
  record Bytes(List<ByteBuffer> chunks, int count, int width) implements Rows {
    public Bytes {
      chunks = List.copyOf(chunks);
    }

    @Override
    public void read(int row, float[] target, int from) {
      int inChunk = chunks.get(0).capacity() / width;
      ByteBuffer chunk = chunks.get(row / inChunk);
      int first = row % inChunk * width;
      for (int i = 0; i < width; i++) {
        target[from + i] = chunk.get(first + i) & 0xff;
      }
    }

    @Override
    public Rows at(int[] places) {
      byte[] values = new byte[Math.multiplyExact(places.length, width)];
      int inChunk = chunks.get(0).capacity() / width;
      for (int i = 0; i < places.length; i++) {
        chunks.get(places[i] / inChunk).get(places[i] % inChunk * width, values, i * width, width);
      }
      return Rows.of(values, width);
    }
  }
}
