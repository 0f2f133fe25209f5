package drover.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopFilesTest {

  /** A client of which another jar is missing. */
  static final class Incomplete extends LocalFileSystem {
    @Override
    public void initialize(URI uri, Configuration conf) {
      throw new NoClassDefFoundError("com/amazonaws/SdkBaseException");
    }
  }

  /** A client that cannot begin. */
  static final class Refused extends LocalFileSystem {
    @Override
    public void initialize(URI uri, Configuration conf) {
      throw new IllegalStateException(new IOException("no credentials"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "drover.gone.Files, no file system for gone: on the classpath (class drover.gone.Files not found)",
    "drover.core.HadoopFilesTest$Incomplete, no file system for gone: on the classpath (class"
        + " com.amazonaws.SdkBaseException not found)",
    "drover.core.HadoopFilesTest$Refused, no credentials"
  })
  void whatIsMissingIsAnIoException(String client, String message) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.gone.impl", client);
    assertThatThrownBy(() -> HadoopFiles.of(new Path("gone://x/y"), hadoop))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void theDefaultFileSystemIsNamedByItsScheme() {
    Configuration hadoop = new Configuration();
    hadoop.set(FileSystem.FS_DEFAULT_NAME_KEY, "abfs://f@a");
    assertThatThrownBy(() -> HadoopFiles.context(new Path("studies"), hadoop))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no file system for abfs: on the classpath (class ");
  }

  @Test
  void aReasonIsOneLineWithoutWhatItWasWrappedIn() {
    assertThat(
            reason(
                "`s3a://b/x': getFileStatus on s3a://b/x:"
                    + " com.amazonaws.services.s3.model.AmazonS3Exception: The specified bucket does"
                    + " not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket;"
                    + " Request ID: 6F6C; Proxy: null), S3 Extended Request ID: null:NoSuchBucket:"
                    + " The specified bucket does not exist (Service: Amazon S3)"))
        .isEqualTo("The specified bucket does not exist");
    assertThat(
            reason(
                "s3a://b/x: org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials"
                    + " provided by A B : com.amazonaws.SdkClientException: Unable to load them"))
        .isEqualTo("No AWS Credentials provided by A B : Unable to load them");
    assertThat(reason("Permission denied: user=me\n\tat org.apache.hadoop.hdfs.X.y(X.java:1)"))
        .isEqualTo("Permission denied: user=me");
    assertThat(reason("data.csv is a folder")).isEqualTo("data.csv is a folder");
  }

  private static String reason(String message) {
    return HadoopFiles.reason(new IOException(message));
  }
}
