package drover.spark.ui;

import drover.core.journal.Event;
import drover.core.report.StudyHtml;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;

/**
 * The tab "Drover" of Spark's pages: how the study stands. The study's own thread draws the page,
 * at most every two seconds and only while somebody looks at it.
 */
public final class StudyTab implements StudyListener {

  private static final Duration REDRAWN = Duration.ofSeconds(2);

  /** A page that nobody asked for so long is not drawn any more. */
  private static final Duration WATCHED = Duration.ofMinutes(1);

  private final int trials;
  private final Clock clock;
  private Instant drawn = Instant.EPOCH;
  private boolean shown;
  private volatile Instant watched;
  private volatile String html = "The study has not begun.";

  /**
   * A tab that no page shows yet.
   *
   * @param trials how many the study is to have
   */
  public StudyTab(int trials, Clock clock) {
    this.trials = trials;
    this.clock = clock;
    watched = clock.instant();
  }

  /** Adds the tab to the context's pages, if it has any. */
  public void addTo(SparkContext spark) {
    if (spark.ui().isDefined()) {
      SparkUI pages = spark.ui().get();
      Tab tab = new Tab(pages);
      tab.attachPage(new StudyPage(tab, this::watch));
      pages.attachTab(tab);
      shown = true;
    }
  }

  /** What the page shows, for somebody who looks at it now. */
  private String watch() {
    watched = clock.instant();
    return html;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    if (!shown) {
      return;
    }
    Instant now = clock.instant();
    boolean due = Duration.between(drawn, now).compareTo(REDRAWN) >= 0;
    boolean seen = Duration.between(watched, now).compareTo(WATCHED) < 0;
    if ((due && seen) || state.ended().isPresent()) {
      drawn = now;
      html = StudyHtml.of(state, trials, running.now(), now);
    }
  }

  /** Spark names a tab by its path. */
  private static final class Tab extends SparkUITab {
    Tab(SparkUI pages) {
      super(pages, "drover");
    }

    @Override
    public String name() {
      return "Drover";
    }
  }
}
