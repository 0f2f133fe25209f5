package drover.jobs.bench;

import java.util.List;

/** Something that a bench file can list. */
public interface Measure {

  /** Measures; may take minutes. */
  List<Figure> run(BenchSettings settings) throws Exception;
}
