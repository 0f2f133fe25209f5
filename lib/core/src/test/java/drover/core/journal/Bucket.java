package drover.core.journal;

import java.io.IOException;
import java.util.Collection;

/** What an object store does for one client. Keys are absolute paths. */
interface Bucket {

  /**
   * An object's bytes.
   *
   * @throws java.io.FileNotFoundException if there is none
   */
  byte[] get(String key) throws IOException;

  /**
   * Stores an object whole.
   *
   * @throws IOException also if there is one already and it is not to be replaced
   */
  void put(String key, byte[] bytes, boolean overwrite) throws IOException;

  /** Deletes an object, if there is one. */
  void delete(String key) throws IOException;

  /** The names of the objects right in a folder, perhaps as they were a while ago. */
  Collection<String> list(String folder) throws IOException;
}
