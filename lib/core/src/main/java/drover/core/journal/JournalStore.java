package drover.core.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What file systems do differently: how one driver alone holds a study, and durable writing. */
interface JournalStore {

  /** This process, as a person would look for it: {@code pid@host}. */
  String DRIVER = ManagementFactory.getRuntimeMXBean().getName();

  /**
   * Makes the caller the study's one live driver and begins a new segment, after which no earlier
   * segment can change.
   *
   * @throws StudyBusyException if another live driver holds the study
   */
  SegmentWriter claim(Segments segments) throws IOException;
}
