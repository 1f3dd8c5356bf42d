package org.plumbline.falsifier.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class FeatureSourceTest {
  private static final ImageDomain DIGIT = new ImageDomain(1, 28, 28, 0, 1);
  private static final ImageDomain SIGN = new ImageDomain(3, 32, 32, 0, 255);

  /** Blobs, noise, and an image of one colour. */
  static Stream<Arguments> imagesAndSources() {
    return Stream.of(DIGIT, SIGN)
        .flatMap(
            domain ->
                Stream.of(blob(domain, 10, 14, 3), noise(domain), flat(domain))
                    .flatMap(image -> sources(domain).map(s -> Arguments.of(s, domain, image))));
  }

  private static Stream<FeatureSource> sources(ImageDomain domain) {
    return Stream.of(
        new GridFeatures(4, 5),
        new GridFeatures(100, 100),
        new LevelFeatures(4),
        new GradientSaliency(linear(domain), JavaGemm::new, 10));
  }

  private static double[] blob(ImageDomain domain, double row, double column, double radius) {
    double[] image = flat(domain);
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        double down = p / domain.width() - row;
        double across = p % domain.width() - column;
        double light = Math.exp(-(down * down + across * across) / (2 * radius * radius));
        image[domain.index(c, p)] = light * domain.upper();
      }
    }
    return image;
  }

  private static double[] noise(ImageDomain domain) {
    return new SplittableRandom(4)
        .doubles(domain.values(), domain.lower(), domain.upper())
        .toArray();
  }

  private static double[] flat(ImageDomain domain) {
    return new double[domain.values()];
  }

  /** y₀ = Σ i·xᵢ over the values i, y₁ = 0. */
  private static Network linear(ImageDomain domain) {
    double[] weights = new double[2 * domain.values()];
    for (int i = 0; i < domain.values(); i++) {
      weights[i] = i;
    }
    NetworkBuilder builder = new NetworkBuilder(1, domain.values());
    builder.add(new AffineLayer(0, new DenseMap(2, domain.values(), weights), new double[2]));
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("imagesAndSources")
  void featuresAreDisjointAndCoverTheImage(
      FeatureSource source, ImageDomain domain, double[] image) {
    double[] before = image.clone();
    FeatureMap map = source.features(image, domain);
    int[] times = new int[domain.pixels()];
    for (Feature feature : map.features()) {
      assertThat(feature.pixels()).isSorted();
      assertThat(feature.weight()).isPositive();
      assertThat(Arrays.stream(feature.pixelWeights()).allMatch(w -> w >= 0)).isTrue();
      assertThat(Arrays.stream(feature.pixelWeights()).sum()).isCloseTo(1, within(1e-12));
      Arrays.stream(feature.pixels()).forEach(p -> times[p]++);
    }
    assertThat(times).containsOnly(1);
    assertThat(map.features().stream().mapToDouble(Feature::weight).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(map.saliency()).sum()).isCloseTo(1, within(1e-12));
    assertThat(map.saliency()).hasSize(domain.pixels());
    assertThat(image).containsExactly(before);
  }

  @ParameterizedTest
  @MethodSource("imagesAndSources")
  void theSameImageHasTheSameFeatures(FeatureSource source, ImageDomain domain, double[] image) {
    FeatureMap first = source.features(image, domain);
    FeatureMap second = source.features(image, domain);
    assertThat(second.saliency()).containsExactly(first.saliency());
    assertThat(second.features()).hasSameSizeAs(first.features());
    for (int f = 0; f < first.features().size(); f++) {
      assertThat(second.features().get(f).pixels())
          .containsExactly(first.features().get(f).pixels());
    }
  }

  /**
   * Keypoints at columns 0 and 3 of one row of four pixels, deviation 1, responses 3 and 1. With g
   * = 1/(2π): saliency of pixel 0 is (¾ + ¼e^(−4.5))·g, of pixel 1 (¾e^(−½) + ¼e^(−2))·g, of pixel
   * 2 (¾e^(−2) + ¼e^(−½))·g; the second keypoint's part, 0.1516 against 0.1015, owns pixel 2.
   */
  @Test
  void theMixtureIsThePapers() {
    ImageDomain row = new ImageDomain(1, 1, 4, 0, 1);
    List<Keypoint> keypoints = List.of(new Keypoint(0, 0, 1, 3), new Keypoint(3, 0, 1, 1));
    FeatureMap map = SaliencyMixture.of(keypoints, row);
    assertThat(map.features().get(0).weight()).isEqualTo(0.75);
    assertThat(map.features().get(0).pixels()).containsExactly(0, 1);
    assertThat(map.features().get(1).pixels()).containsExactly(2, 3);
    double first = 0.75 + 0.25 * Math.exp(-4.5);
    double second = 0.75 * Math.exp(-0.5) + 0.25 * Math.exp(-2);
    assertThat(map.saliency()[1] / map.saliency()[0]).isCloseTo(second / first, within(1e-12));
    assertThat(map.features().get(0).pixelWeights()[0])
        .isCloseTo(first / (first + second), within(1e-12));
  }

  @Test
  void pixelsFarFromEveryKeypointBelongToTheNearest() {
    ImageDomain row = new ImageDomain(1, 1, 500, 0, 1);
    List<Keypoint> keypoints = List.of(new Keypoint(0, 0, 1, 1), new Keypoint(499, 0, 1, 1));
    FeatureMap map = SaliencyMixture.of(keypoints, row);
    assertThat(map.features().get(0).pixels()).hasSize(250).contains(200).doesNotContain(300);
  }

  /** The last values have the greatest weights. */
  @Test
  void gradientSaliencyRanksByTheNetworksWeights() {
    FeatureMap map =
        new GradientSaliency(linear(DIGIT), JavaGemm::new, 8).features(flat(DIGIT), DIGIT);
    assertThat(map.features()).hasSize(8);
    assertThat(map.features().get(0).pixels()).containsExactly(IntStream.range(686, 784).toArray());
    assertThat(map.saliency()[100] / map.saliency()[50]).isCloseTo(2, within(1e-12));
  }

  /** A 2 × 3 image of two channels, in levels below and above ½. */
  @Test
  void levelsGatherPixelsOfOneColour() {
    ImageDomain domain = new ImageDomain(2, 2, 3, 0, 1);
    double[] image = {0, 0, 1, 0.4, 0.6, 1, 0, 0, 0, 0, 0, 0.5};
    FeatureMap map = new LevelFeatures(2).features(image, domain);
    assertThat(map.features()).extracting(Feature::weight).containsExactly(0.5, 1 / 3.0, 1 / 6.0);
    assertThat(map.features().get(0).pixels()).containsExactly(0, 1, 3);
    assertThat(map.features().get(1).pixels()).containsExactly(2, 4);
    assertThat(map.features().get(2).pixels()).containsExactly(5);
  }
}
