package drover.dl4j.data;

import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What was read of a source, as numbers in the order of the examples, in a file of this machine: an
 * encoding is fitted to it and then applied, and neither the source nor what was read of it is ever
 * in memory as a whole.
 */
final class Spool implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = buffer();

  private Spool(Path file) throws IOException {
    this.file = file;
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** An empty one, whose file lies in a folder until it is closed. */
  static Spool in(Path folder) throws IOException {
    return new Spool(Files.createTempFile(folder, "spool-", ""));
  }

  /** An empty one, for a source of which little is read. */
  static Spool small() throws IOException {
    return new Spool(Files.createTempFile("drover-spool-", ""));
  }

  void put(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void put(float value) throws IOException {
    room(Float.BYTES).putFloat(value);
  }

  void put(float[] values) throws IOException {
    for (float value : values) {
      put(value);
    }
  }

  /** Adds bytes that mean 0 to 255. */
  void put(byte[] values, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int some = Math.min(count - done, room(1).remaining());
      buffer.put(values, from + done, some);
      done += some;
    }
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Examples of nothing but bytes that mean 0 to 255. */
  Format.Encoded bytes(Shape shape) throws IOException {
    Reader reader = reader();
    return Format.Encoded.of(
        shape,
        true,
        Json.object(),
        row -> {
          reader.nextBytes(row);
          return 0;
        });
  }

  /** Reads all that was added so far, from the beginning. */
  Reader reader() throws IOException {
    flush();
    return new Reader();
  }

  /** A place in the file. */
  final class Reader {
    private final ByteBuffer ahead = buffer().limit(0);
    private long place;

    private Reader() {}

    int nextInt() throws IOException {
      return ready(Integer.BYTES).getInt();
    }

    float nextFloat() throws IOException {
      return ready(Float.BYTES).getFloat();
    }

    /** Reads floats to a part of an array. */
    void next(float[] target, int from, int count) throws IOException {
      for (int i = from; i < from + count; i++) {
        target[i] = nextFloat();
      }
    }

    /** Reads bytes as numbers from 0 to 255. */
    void nextBytes(float[] target) throws IOException {
      for (int i = 0; i < target.length; i++) {
        target[i] = ready(1).get() & 0xff;
      }
    }

    private ByteBuffer ready(int bytes) throws IOException {
      while (ahead.remaining() < bytes) {
        ahead.compact();
        int count = channel.read(ahead, place);
        ahead.flip();
        if (count < 0) {
          throw new EOFException(file + " ends at " + place);
        }
        place += count;
      }
      return ahead;
    }
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.delete(file);
  }
}
