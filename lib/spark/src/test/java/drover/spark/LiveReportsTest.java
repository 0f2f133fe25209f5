package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Report;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages may be lost, and their answers. */
@Timeout(60)
final class LiveReportsTest {

  private static final String LOST = "lost";

  private final ExecutorPlugin plugin = new ReportsPlugin().executorPlugin();
  private final List<ReportMessage> messages = new ArrayList<>();

  /** What becomes of the next messages; true, the trial goes on, if nothing is left. */
  private final Deque<Object> fates = new ArrayDeque<>();

  @BeforeEach
  void connect() {
    PluginContext context =
        (PluginContext)
            Proxy.newProxyInstance(
                PluginContext.class.getClassLoader(),
                new Class<?>[] {PluginContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("executorID")) {
                    return "driver";
                  }
                  messages.add(ReportMessage.of((String) arguments[0]));
                  Object fate = fates.isEmpty() ? true : fates.remove();
                  if (fate.equals(LOST)) {
                    throw new IOException("nobody there");
                  }
                  return method.getName().equals("ask") ? fate : null;
                });
    plugin.init(context, Map.of());
  }

  @AfterEach
  void disconnect() {
    plugin.shutdown();
  }

  @ParameterizedTest
  @EnumSource(Reporting.class)
  void withoutAWayToTheDriverATrialGoesOn(Reporting reporting) throws Exception {
    plugin.shutdown();
    assertThat(reported(reports(reporting), 1)).isTrue();
    Thread.sleep(150);
    assertThat(reported(reports(reporting), 2)).isTrue();
    assertThat(messages).isEmpty();
  }

  @Test
  void whatIsOnlyShownWaitsForNothingAndMayBeLost() throws Exception {
    LiveReports reports = reports(Reporting.SHOWN);
    fates.add(LOST);
    fates.add(false);
    for (int step = 1; step <= 2; step++) {
      Thread.sleep(120);
      assertThat(reported(reports, step)).isTrue();
    }
    assertThat(messages).hasSize(2);
  }

  @Test
  void fastReportsShareAMessage() throws Exception {
    LiveReports reports = reports(Reporting.ANSWERED);
    for (int step = 1; step < 1000; step++) {
      assertThat(reported(reports, step)).isTrue();
    }
    assertThat(messages).hasSizeLessThan(100);
    Thread.sleep(120);
    assertThat(reported(reports, 1000)).isTrue();
    assertThat(messages.stream().flatMap(message -> message.reports().stream()))
        .extracting(Report::step)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 1000).boxed().toList());
  }

  @Test
  void aLostAnswerLetsATrialGoOnToItsNextReport() throws Exception {
    LiveReports reports = reports(Reporting.ANSWERED);
    fates.add(LOST);
    fates.add(false);
    Thread.sleep(120);
    assertThat(reported(reports, 1)).isTrue();
    Thread.sleep(120);
    assertThat(reported(reports, 2)).isFalse();
  }

  @Test
  void whereNoAnswerMayDependOnTimingEachReportIsAskedUntilItIsAnswered() throws Exception {
    LiveReports reports = reports(Reporting.EACH_ANSWERED);
    fates.addAll(List.of(true, LOST, false));
    assertThat(reported(reports, 1)).isTrue();
    assertThat(reported(reports, 2)).isFalse();
    assertThat(messages)
        .extracting(message -> message.reports().get(0).step())
        .containsExactly(1, 2, 2);
    assertThat(messages.get(0))
        .isEqualTo(new ReportMessage(7, 9, "1 (host)", false, List.of(report(1))));
  }

  @Test
  void thatAnEvaluationBeginsOrEndsIsSaidAtOnceAndTakesNoReportWithIt() throws Exception {
    LiveReports reports = reports(Reporting.ANSWERED);
    reports.evaluating(true);
    assertThat(reported(reports, 1)).isTrue();
    fates.add(LOST);
    reports.evaluating(false);
    Thread.sleep(120);
    assertThat(reported(reports, 2)).isTrue();
    assertThat(messages).extracting(ReportMessage::evaluating).containsExactly(true, false, false);
    assertThat(messages).extracting(message -> message.reports().size()).containsExactly(0, 0, 2);
  }

  private static LiveReports reports(Reporting reporting) {
    return new LiveReports(reporting, 7, 9, () -> false, "1 (host)");
  }

  private static boolean reported(LiveReports reports, int step) throws InterruptedException {
    return reports.reported(report(step));
  }

  private static Report report(int step) {
    return new Report(step, Map.of("value", 0.5));
  }
}
