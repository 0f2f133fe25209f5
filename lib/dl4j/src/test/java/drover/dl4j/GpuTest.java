package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GpuTest {

  @Test
  void eachLineOfTheDriversToolIsAGpu() {
    List<Gpu> gpus =
        Gpu.find(
            List.of(
                "printf",
                "Tesla K80, 470.256.02, 3.7\\nNVIDIA L4, 535.104.05, 8.9\\n"
                    + "Tesla K40c, 470.256.02, 3.5\\nNVIDIA H100 PCIe, 535.104.05, 9.0\\n"));
    assertThat(gpus).extracting(Gpu::isSupported).containsExactly(true, true, false, false);
    assertThat(gpus.get(1)).hasToString("NVIDIA L4, driver 535.104.05, compute capability 8.9");
    assertThat(gpus.get(3).unsupported()).contains("H100", "9.0", "3.7 to 8.9", "Hopper");
    assertThat(gpus.get(2).unsupported()).contains("K40c", "3.5").doesNotContain("Hopper");
  }

  @Test
  void aMachineWithoutADriverHasNone() {
    assertThat(Gpu.find(List.of("/no/such/nvidia-smi"))).isEmpty();
    assertThat(Gpu.find(List.of("echo", "NVIDIA-SMI has failed, no driver, sorry"))).isEmpty();
  }
}
