package drover.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTextTest {

  @Test
  void namesAreAsShortAsTheyMayBe() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("x.0", 0.123456);
    values.put("network.0.conv.kernel", 3L);
    values.put("network.1.pool.kernel", 2L);
    values.put("training.updater", "adam");
    values.put("training.updater.adam.learning-rate", 1.23456e-5);
    assertThat(ParamsText.of(new Params(values)))
        .isEqualTo(
            "x.0=0.1235 network.0.conv.kernel=3 network.1.pool.kernel=2"
                + " updater=adam learning-rate=0.00001235");
  }
}
