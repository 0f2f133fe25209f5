package drover.core.journal;

import java.io.IOException;

/** Writes one segment, by the study's one live driver. */
interface SegmentWriter extends AutoCloseable {

  /**
   * Begins the segment, after which nothing that an earlier driver still writes counts.
   *
   * @param batch may repeat events of earlier segments, which then are not needed any more
   * @throws StudyBusyException if another driver has taken the study over
   * @throws IOException if it is not certain that it is durable
   */
  void begin(Batch batch) throws IOException;

  /**
   * Appends events; when the call returns they are durable.
   *
   * @throws StudyBusyException if another driver has taken the study over
   * @throws IOException if it is not certain that they are durable
   */
  void append(Batch batch) throws IOException;

  /**
   * Asks no store.
   *
   * @throws StudyBusyException if another driver is known to have taken the study over
   */
  void requireLive() throws StudyBusyException;

  /** Deletes the earlier segments, whose events this one repeats. */
  void deleteEarlier() throws IOException;

  /** Ends the segment and gives the study free. */
  @Override
  void close() throws IOException;
}
