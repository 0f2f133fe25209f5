package drover.dl4j.data;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file as Parquet's library reads it, here and there. */
record ParquetInput(DataFile file) implements InputFile {

  @Override
  public long getLength() {
    return file.length();
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    InputStream in = file.content().open();
    if (in instanceof FSDataInputStream hadoop) {
      return HadoopStreams.wrap(hadoop);
    }
    FileInputStream local = (FileInputStream) in;
    return new DelegatingSeekableInputStream(local) {
      @Override
      public long getPos() throws IOException {
        return local.getChannel().position();
      }

      @Override
      public void seek(long place) throws IOException {
        local.getChannel().position(place);
      }
    };
  }
}
