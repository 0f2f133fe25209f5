package drover.dl4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes what {@link Rows} reads. */
final class RowFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final boolean bytes;
  private final int rowBytes;
  private final ByteBuffer buffer;

  /**
   * An empty file.
   *
   * @param bytes true to write bytes that mean 0 to 255, false to write floats
   */
  RowFile(Path path, int width, boolean bytes) throws IOException {
    this.bytes = bytes;
    rowBytes = bytes ? width : Math.multiplyExact(Float.BYTES, width);
    buffer = ByteBuffer.allocateDirect(Math.max(rowBytes, BUFFER)).order(ByteOrder.nativeOrder());
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void add(float[] row) throws IOException {
    if (buffer.remaining() < rowBytes) {
      flush();
    }
    if (bytes) {
      for (float number : row) {
        buffer.put((byte) number);
      }
    } else {
      buffer.asFloatBuffer().put(row);
      buffer.position(buffer.position() + rowBytes);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      flush();
    }
  }
}
