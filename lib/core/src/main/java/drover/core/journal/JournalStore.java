package drover.core.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What file systems do differently: how one driver alone holds a study, and durable writing.
 *
 * <p>A driver takes a study over in this order: it claims the next epoch, which only one driver
 * can; it makes sure that an earlier driver cannot commit any more, or finds out by itself that it
 * was overtaken before it calls anything durable; it reads; and it begins its own segment, whose
 * header fixes where the earlier ones end.
 */
interface JournalStore {

  /** This process, as a person would look for it: {@code pid@host}. */
  String DRIVER = ManagementFactory.getRuntimeMXBean().getName();

  /**
   * Claims the next epoch, after which nothing more becomes durable in earlier segments.
   *
   * @throws StudyBusyException if another live driver holds the study
   */
  SegmentWriter claim(Segments segments) throws IOException;
}
