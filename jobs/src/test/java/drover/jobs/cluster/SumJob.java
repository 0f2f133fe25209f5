package drover.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;

/** The smallest Spark application: adds numbers on executors and writes the sum into a file. */
public final class SumJob {
  private SumJob() {}

  public static void main(String[] args) throws IOException {
    try (JavaSparkContext spark = new JavaSparkContext()) {
      Function2<Integer, Integer, Integer> plus = Integer::sum;
      int sum = spark.parallelize(List.of(1, 2, 3, 4), 4).reduce(plus);
      Path result = Path.of(args[0]);
      Path temporary = result.resolveSibling(result.getFileName() + ".tmp");
      Files.writeString(temporary, sum + " " + spark.getConf().get("spark.submit.deployMode"));
      Files.move(temporary, result, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
