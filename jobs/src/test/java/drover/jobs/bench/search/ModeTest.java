package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModeTest {

  @Test
  void aLabelSaysHowARunGoes() {
    assertThat(Mode.of("seq200")).isEqualTo(new Mode(Mode.Unit.SEQ, 200));
    assertThat(Mode.of("bat64").batch()).isEqualTo(8);
    assertThat(Mode.of("points5100").label()).isEqualTo("points5100");
    for (String wrong : List.of("seq", "seq0", "par200", "200", "seq-5", "")) {
      assertThatThrownBy(() -> Mode.of(wrong)).hasMessageContaining("'" + wrong + "' is no mode");
    }
  }

  @Test
  void theLastMarkIsTheRunsSize() {
    assertThat(Mode.of("seq200").marks())
        .containsExactly(1, 5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200);
    assertThat(Mode.of("seq7").marks()).containsExactly(1, 5, 7);
    assertThat(Mode.of("bat500").marks()).endsWith(175, 200, 300, 400, 500);
    assertThat(Mode.of("points5100").marks())
        .containsExactly(51, 102, 255, 510, 1020, 1530, 2550, 3570, 5100);
    assertThat(Mode.of("points3").marks()).containsExactly(1, 2, 3);
  }
}
