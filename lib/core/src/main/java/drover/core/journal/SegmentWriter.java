package drover.core.journal;

import java.io.IOException;

/** Writes one segment, by the study's one live driver. */
interface SegmentWriter extends AutoCloseable {

  /**
   * Appends bytes; when the call returns they are durable.
   *
   * @throws StudyBusyException if another driver has taken the study over
   * @throws IOException if it is not certain that they are durable
   */
  void append(byte[] bytes) throws IOException;

  /** Ends the segment and gives the study free. */
  @Override
  void close() throws IOException;
}
