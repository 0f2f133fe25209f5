package drover.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import drover.jobs.cluster.StandaloneCluster.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose machines have GPUs: two each, as far as Spark's script and the driver say. */
@Timeout(300)
final class GpuClusterIT {

  @TempDir Path folder;

  @Test
  void checkAndTuneRefuseExecutorsWithGpusWithoutKernels() throws Exception {
    script("nvidia-smi", "echo 'NVIDIA H100 PCIe, 535.104.05, 9.0'");
    Path gpus = script("gpus", "echo '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'");
    Files.writeString(
        folder.resolve("spark-defaults.conf"),
        "spark.worker.resource.gpu.amount 2\nspark.worker.resource.gpu.discoveryScript "
            + gpus
            + "\n");
    Map<String, String> environment =
        Map.of("SPARK_CONF_DIR", folder.toString(), "PATH", folder + ":" + System.getenv("PATH"));
    Path files = Files.createDirectory(folder.resolve("cluster"));
    try (StandaloneCluster cluster = new StandaloneCluster(files, 1, environment)) {
      Submission check = submit(cluster, "check");
      assertThat(check.output())
          .contains("gpu: NVIDIA H100 PCIe, driver 535.104.05, compute capability 9.0");
      submit(cluster, "tune");
      assertThat(folder.resolve("studies/digits/trials.csv")).doesNotExist();
      assertThat(cluster.survivors()).isEmpty();
    }
  }

  private Submission submit(StandaloneCluster cluster, String job) throws Exception {
    Submission submission =
        cluster.submit(
            "client",
            List.of("--driver-memory", "512m", "--conf", "spark.executor.memory=512m"),
            List.of(
                job,
                "../conf/digits.conf",
                "study.dir=" + folder.resolve("studies"),
                "resources.gpu=1"));
    assertThat(submission.exit()).as(submission + cluster.logs()).isEqualTo(2);
    assertThat(submission.output())
        .containsPattern(
            "[Ee]xecutor \\d \\(127.0.0.1\\): NVIDIA H100 PCIe has compute capability 9.0")
        .contains("kernels for 3.7 to 8.9 only");
    return submission;
  }

  private Path script(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
