package drover.dl4j.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file as Parquet's library reads it: the whole of it is in memory. */
final class ParquetInput implements InputFile {

  private final byte[] content;

  ParquetInput(DataFile file) throws IOException {
    try (InputStream in = file.open()) {
      content = in.readAllBytes();
    }
  }

  @Override
  public long getLength() {
    return content.length;
  }

  @Override
  public SeekableInputStream newStream() {
    ByteArrayInputStream bytes = new ByteArrayInputStream(content);
    return new DelegatingSeekableInputStream(bytes) {
      @Override
      public long getPos() {
        return content.length - bytes.available();
      }

      @Override
      public void seek(long place) throws IOException {
        bytes.reset();
        bytes.skipNBytes(place);
      }
    };
  }
}
