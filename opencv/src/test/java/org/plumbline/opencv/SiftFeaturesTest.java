package org.plumbline.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.falsifier.feature.Feature;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.feature.Keypoint;
import org.plumbline.falsifier.image.ImageDomain;

class SiftFeaturesTest {
  private static final ImageDomain DIGIT = new ImageDomain(1, 28, 28, 0, 1);
  private static final ImageDomain SIGN = new ImageDomain(3, 32, 32, 0, 255);

  /** Blobs, noise, and an image of one colour. */
  static Stream<Arguments> images() {
    return Stream.of(DIGIT, SIGN)
        .flatMap(
            domain ->
                Stream.of(blob(domain, 10, 14, 3), noise(domain), flat(domain))
                    .map(image -> Arguments.of(domain, image)));
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

  @ParameterizedTest
  @MethodSource("images")
  void featuresAreDisjointAndCoverTheImage(ImageDomain domain, double[] image) {
    FeatureSource source = new SiftFeatures(new GridFeatures(4, 4));
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
  @MethodSource("images")
  void theSameImageHasTheSameFeatures(ImageDomain domain, double[] image) {
    FeatureSource source = new SiftFeatures(new GridFeatures(4, 4));
    FeatureMap first = source.features(image, domain);
    FeatureMap second = source.features(image, domain);
    assertThat(second.saliency()).containsExactly(first.saliency());
    assertThat(second.features()).hasSameSizeAs(first.features());
    for (int f = 0; f < first.features().size(); f++) {
      assertThat(second.features().get(f).pixels())
          .containsExactly(first.features().get(f).pixels());
    }
  }

  @Test
  void siftFindsABlob() {
    List<Keypoint> keypoints = SiftFeatures.keypoints(blob(DIGIT, 10, 14, 2), DIGIT);
    assertThat(keypoints).isNotEmpty();
    assertThat(keypoints.get(0).x()).isCloseTo(14, within(0.6));
    assertThat(keypoints.get(0).y()).isCloseTo(10, within(0.6));
    assertThat(keypoints.get(0).deviation()).isBetween(0.5, 8.0);
    double[] saliency =
        new SiftFeatures(new GridFeatures(1, 1)).features(blob(DIGIT, 10, 14, 2), DIGIT).saliency();
    assertThat(saliency[10 * 28 + 14]).isGreaterThan(10 * saliency[25 * 28 + 3]);
  }

  @Test
  void siftSeesNothingInOneColour() {
    assertThat(SiftFeatures.keypoints(flat(SIGN), SIGN)).isEmpty();
    assertThat(new SiftFeatures(new GridFeatures(2, 3)).features(flat(SIGN), SIGN).features())
        .hasSize(6);
  }
}
