package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Randomness;
import drover.dl4j.layers.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final Shape.Image SHAPE = new Shape.Image(2, 3, 2);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @Test
  void flipsLeftToRight() {
    assertThat(apply(new Augmentation(0, 1, 1, 0), 1))
        .containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
    long flipped =
        IntStream.range(0, 1000)
            .filter(seed -> apply(new Augmentation(0, .5, 1, 0), seed)[0] == 3)
            .count();
    assertThat(flipped).isBetween(430L, 570L);
  }

  @Test
  void shiftsByUpToTheLimitAndFillsWithTheMean() {
    for (int seed = 0; seed < 200; seed++) {
      float[] moved = apply(new Augmentation(1, 0, 1, 0), seed);
      boolean known = false;
      for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
          known |= Arrays.equals(moved, shifted(down, right));
        }
      }
      assertThat(known).isTrue();
    }
    assertThat(
            IntStream.range(0, 200)
                .mapToObj(seed -> Arrays.toString(apply(new Augmentation(1, 0, 1, 0), seed)))
                .distinct())
        .hasSize(9);
  }

  @Test
  void cropsStayWithinTheImage() {
    for (int seed = 0; seed < 100; seed++) {
      float[] cropped = apply(new Augmentation(0, 0, .5, 0), seed);
      for (int i = 0; i < 6; i++) {
        assertThat(cropped[i]).isBetween(1f, 6f);
        assertThat(cropped[i + 6] - cropped[i])
            .as("channels move together")
            .isBetween(5.999f, 6.001f);
      }
      assertThat(cropped[1] - cropped[0]).as("enlarged").isBetween(.499f, 1.001f);
    }
  }

  @Test
  void enlargesTheWindowBilinearly() {
    float[] image = new float[25];
    for (int i = 0; i < image.length; i++) {
      image[i] = 10 * (i / 5) * (i / 5) + (i % 5) * (i % 5);
    }
    // A window of .75, half of what is left over above it and nothing at its left.
    new Augmentation(0, 0, .5, 0).apply(image, new Shape.Image(5, 5, 1), drawn(.5, .5, 0));
    assertThat(image[0]).as("at (.5, 0)").isEqualTo(5);
    assertThat(image[5 + 3]).as("at (1.25, 2.25)").isEqualTo(17.5f + 5.25f);
    assertThat(image[2 * 5 + 2]).as("at (2, 1.5)").isEqualTo(40 + 2.5f);
    assertThat(image[24]).as("at (3.5, 3)").isEqualTo(125 + 9);
  }

  private static RandomGenerator drawn(double... numbers) {
    return new RandomGenerator() {
      private int next;

      @Override
      public double nextDouble() {
        return numbers[next++];
      }

      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void cutsSquaresAroundEachPixelDownToWhatLiesInTheImage() {
    Shape.Image shape = new Shape.Image(4, 5, 1);
    Set<String> expected = new HashSet<>();
    for (int centre = 0; centre < 20; centre++) {
      StringBuilder square = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        boolean near =
            Math.abs(i / 5 - centre / 5) <= 1 && Math.abs(i % 5 - centre % 5) <= 1; // edge 3
        square.append(near ? 0 : 1);
      }
      expected.add(square.toString());
    }
    Set<String> found = new HashSet<>();
    for (int seed = 0; seed < 500; seed++) {
      float[] image = new float[20];
      Arrays.fill(image, 1);
      new Augmentation(0, 0, 1, 3).apply(image, shape, Randomness.of(seed, 0, "augment"));
      StringBuilder square = new StringBuilder();
      for (float pixel : image) {
        square.append((int) pixel);
      }
      found.add(square.toString());
    }
    assertThat(found).isEqualTo(expected).hasSize(20);
  }

  @Test
  void cutsASquareOutOfAllChannels() {
    for (int seed = 0; seed < 50; seed++) {
      float[] cut = apply(new Augmentation(0, 0, 1, 1), seed);
      assertThat(IntStream.range(0, 6).filter(i -> cut[i] == 0).count()).isEqualTo(1);
      assertThat(IntStream.range(0, 6).allMatch(i -> cut[i] == 0 == (cut[i + 6] == 0))).isTrue();
    }
  }

  @Test
  void theGeneratorDecides() {
    Augmentation all = new Augmentation(1, .5, .7, 1);
    assertThat(apply(all, 3)).isEqualTo(apply(all, 3)).isNotEqualTo(apply(all, 4));
    assertThat(apply(Augmentation.NONE, 3)).isEqualTo(IMAGE);
  }

  private static float[] apply(Augmentation augmentation, int seed) {
    RandomGenerator random = Randomness.of(seed, 0, "augment");
    float[] image = IMAGE.clone();
    augmentation.apply(image, SHAPE, random);
    return image;
  }

  private static float[] shifted(int down, int right) {
    float[] moved = new float[IMAGE.length];
    for (int i = 0; i < moved.length; i++) {
      int y = i / 3 % 2 - down;
      int x = i % 3 - right;
      moved[i] = y < 0 || y > 1 || x < 0 || x > 2 ? 0 : IMAGE[i / 6 * 6 + y * 3 + x];
    }
    return moved;
  }
}
