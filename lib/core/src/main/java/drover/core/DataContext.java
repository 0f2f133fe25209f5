package drover.core;

import java.io.IOException;
import java.nio.file.Path;

/** Where a process finds a study's data. */
public interface DataContext {

  /** The study's seed. */
  long seed();

  /**
   * The local copy of a data file that the study file names.
   *
   * @param uri the file as the study file has it: a path or a Hadoop URI
   */
  Path local(String uri) throws IOException;

  /**
   * A folder on this machine that all of an executor's processes share: for what is worth making
   * once. It goes with the executor.
   */
  Path shared();
}
