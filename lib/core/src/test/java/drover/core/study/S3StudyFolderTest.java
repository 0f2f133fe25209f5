package drover.core.study;

import drover.core.S3Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class S3StudyFolderTest {
  @TempDir java.nio.file.Path dir;

  @Test
  void worksOnS3() throws Exception {
    try (S3Server s3 = S3Server.start(dir)) {
      StudyFolderTest.keepsItsPromises(s3.newFolder().toString(), s3.conf());
    }
  }
}
