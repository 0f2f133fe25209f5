package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BundleSizeTest {

  private final BundleSize size = new BundleSize();

  @Test
  void trialsOfUnknownLengthGoOneByOne() {
    assertThat(size.of(16, 4)).isEqualTo(1);
  }

  @Test
  void shortOnesAreSharedOutEvenlyAndAtMostEightTogether() {
    ended(100, Duration.ofMillis(2));
    assertThat(size.of(16, 4)).isEqualTo(4);
    assertThat(size.of(3, 4)).isEqualTo(1);
    assertThat(size.of(1000, 4)).isEqualTo(8);
  }

  @Test
  void oneLongTrialKeepsTheNextHundredApart() {
    ended(100, Duration.ofMillis(2));
    ended(1, Duration.ofMinutes(1));
    ended(90, Duration.ofMillis(2));
    assertThat(size.of(16, 4)).isEqualTo(1);
    ended(20, Duration.ofMillis(2));
    assertThat(size.of(16, 4)).isEqualTo(4);
  }

  private void ended(int trials, Duration elapsed) {
    for (int i = 0; i < trials; i++) {
      size.ended(elapsed);
    }
  }
}
