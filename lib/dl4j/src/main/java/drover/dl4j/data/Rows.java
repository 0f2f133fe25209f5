package drover.dl4j.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The numbers of examples, a row of the same width for each, in a file of this machine. */
public sealed interface Rows {

  /** A map is of less than 2^31 bytes. */
  long MAPPED = 1L << 30;

  /** How many numbers a row has. */
  int width();

  /** How many rows there are. */
  int count();

  /** Writes one row to {@code target}, from index 0. */
  void read(int row, float[] target);

  /** The rows at these places, in this order. */
  default Rows at(int[] places) {
    return new Chosen(this, places);
  }

  /**
   * The rows of a file. One that the heap would not hold is read from: mapped pages count as the
   * process's memory where containers are watched from outside. Others are mapped.
   *
   * @param bytes true if it has bytes that mean 0 to 255, false if it has floats
   */
  static Rows of(Path file, int width, boolean bytes) throws IOException {
    long rowBytes = bytes ? width : (long) Float.BYTES * width;
    RandomAccessFile open = new RandomAccessFile(file.toFile(), "r");
    int count = Math.toIntExact(open.length() / rowBytes);
    if (open.length() > Runtime.getRuntime().maxMemory() / 2) {
      return new Stored(open, count, width, bytes);
    }
    try (open) {
      long chunk = Math.max(1, MAPPED / rowBytes) * rowBytes;
      List<ByteBuffer> chunks = new ArrayList<>();
      FileChannel channel = open.getChannel();
      for (long first = 0; first < channel.size(); first += chunk) {
        long size = Math.min(chunk, channel.size() - first);
        chunks.add(channel.map(MapMode.READ_ONLY, first, size).order(ByteOrder.nativeOrder()));
      }
      return bytes
          ? new Bytes(chunks, count, width)
          : new Floats(chunks.stream().map(ByteBuffer::asFloatBuffer).toList(), count, width);
    }
  }

  /**
   * Floats of a mapped file.
   *
   * @param chunks the rows one after another; each chunk but the last holds as many as the first
   */
  record Floats(List<FloatBuffer> chunks, int count, int width) implements Rows {
    public Floats {
      chunks = List.copyOf(chunks);
    }

    @Override
    public void read(int row, float[] target) {
      int inChunk = chunks.get(0).capacity() / width;
      chunks.get(row / inChunk).get(row % inChunk * width, target, 0, width);
    }
  }

  /**
   * Bytes of a mapped file that mean 0 to 255, such as pixels.
   *
   * @param chunks the rows one after another; each chunk but the last holds as many as the first
   */
  record Bytes(List<ByteBuffer> chunks, int count, int width) implements Rows {
    public Bytes {
      chunks = List.copyOf(chunks);
    }

    @Override
    public void read(int row, float[] target) {
      int inChunk = chunks.get(0).capacity() / width;
      ByteBuffer chunk = chunks.get(row / inChunk);
      int first = row % inChunk * width;
      for (int i = 0; i < width; i++) {
        target[i] = chunk.get(first + i) & 0xff;
      }
    }
  }

  /**
   * A file that is read from, row by row. Not a channel, which the interruption of one trial would
   * close for all.
   *
   * @param bytes true if it has bytes that mean 0 to 255, false if it has floats
   */
  record Stored(RandomAccessFile file, int count, int width, boolean bytes) implements Rows {

    @Override
    public void read(int row, float[] target) {
      byte[] read = new byte[bytes ? width : Float.BYTES * width];
      try {
        synchronized (file) {
          file.seek((long) row * read.length);
          file.readFully(read);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (bytes) {
        for (int i = 0; i < width; i++) {
          target[i] = read[i] & 0xff;
        }
      } else {
        ByteBuffer.wrap(read).order(ByteOrder.nativeOrder()).asFloatBuffer().get(target, 0, width);
      }
    }
  }

  /** Numbers on the heap, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Held(float[] values, int width) implements Rows {

    @Override
    public int count() {
      return values.length / width;
    }

    @Override
    public void read(int row, float[] target) {
      System.arraycopy(values, row * width, target, 0, width);
    }
  }

  /** Some rows of others. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Chosen(Rows rows, int[] places) implements Rows {

    @Override
    public int count() {
      return places.length;
    }

    @Override
    public int width() {
      return rows.width();
    }

    @Override
    public void read(int row, float[] target) {
      rows.read(places[row], target);
    }
  }
}
