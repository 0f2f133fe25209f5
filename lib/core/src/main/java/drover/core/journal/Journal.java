package drover.core.journal;

import java.io.IOException;
import java.util.List;

/**
 * A study's append-only record and its one source of truth. Opening it for writing makes the caller
 * the study's one live driver until {@link #close}.
 */
public interface Journal extends AutoCloseable {

  /** All events from the study's beginning, those of earlier drivers included, in order. */
  List<Event> read() throws IOException;

  /**
   * Appends events in this order, as one commit: when the call returns they are durable, so that
   * they may be acted upon.
   *
   * @throws StudyBusyException if another driver has taken the study over in the meantime
   * @throws IOException if it is not certain that they are durable; the journal must not be used
   *     any more
   */
  void append(List<Event> events) throws IOException;

  /**
   * To be called now and then by a driver that has nothing to append. Asks no store.
   *
   * @throws StudyBusyException if another driver is known to have taken the study over
   */
  void requireLive() throws StudyBusyException;

  /** Gives the study free for another driver. */
  @Override
  void close() throws IOException;
}
