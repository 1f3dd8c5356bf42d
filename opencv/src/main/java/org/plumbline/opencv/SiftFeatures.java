package org.plumbline.opencv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.KeyPoint;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_features2d.SIFT;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.feature.Keypoint;
import org.plumbline.falsifier.feature.SaliencyMixture;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Keypoints of the scale-invariant feature transform (Lowe, <em>Distinctive Image Features from
 * Scale-Invariant Keypoints</em>, 2004) as OpenCV finds them, and their saliency. Small images are
 * enlarged first, since the transform sees nothing in them otherwise. A keypoint's Gaussian reaches
 * as far as the radius of the neighbourhood that it describes. Images without keypoints are handed
 * to another source. OpenCV's native library is loaded by the first image.
 *
 * @param otherwise for images without keypoints
 */
public record SiftFeatures(FeatureSource otherwise) implements FeatureSource {
  private static final int WANTED_SIDE = 128;
  private static final int MOST_ENLARGEMENT = 4;
  private static final double LEAST_DEVIATION = 0.5;

  @Override
  public FeatureMap features(double[] image, ImageDomain domain) {
    List<Keypoint> keypoints = keypoints(image, domain);
    return keypoints.isEmpty()
        ? otherwise.features(image, domain)
        : SaliencyMixture.of(keypoints, domain);
  }

  /** The most distinctive first. */
  static List<Keypoint> keypoints(double[] image, ImageDomain domain) {
    int side = Math.max(domain.height(), domain.width());
    int factor = Math.max(1, Math.min(MOST_ENLARGEMENT, WANTED_SIDE / side));
    List<Keypoint> keypoints = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      Mat enlarged = new Mat();
      opencv_imgproc.resize(
          grey(image, domain),
          enlarged,
          new Size(domain.width() * factor, domain.height() * factor),
          0,
          0,
          opencv_imgproc.INTER_CUBIC);
      KeyPointVector found = new KeyPointVector();
      SIFT.create().detect(enlarged, found);
      for (long k = 0; k < found.size(); k++) {
        keypoints.add(keypoint(found.get(k), factor));
      }
    }
    keypoints.sort(
        Comparator.comparingDouble(Keypoint::response)
            .reversed()
            .thenComparingDouble(Keypoint::y)
            .thenComparingDouble(Keypoint::x)
            .thenComparingDouble(Keypoint::deviation));
    return keypoints;
  }

  private static Mat grey(double[] image, ImageDomain domain) {
    double[] brightness = domain.brightness(image);
    byte[] levels = new byte[brightness.length];
    for (int p = 0; p < levels.length; p++) {
      levels[p] = (byte) Math.round(255 * brightness[p]);
    }
    Mat mat = new Mat(domain.height(), domain.width(), opencv_core.CV_8UC1);
    mat.data().put(levels);
    return mat;
  }

  private static Keypoint keypoint(KeyPoint found, int factor) {
    return new Keypoint(
        (found.pt().x() + 0.5) / factor - 0.5,
        (found.pt().y() + 0.5) / factor - 0.5,
        Math.max(LEAST_DEVIATION, found.size() / 2.0 / factor),
        Math.max(Double.MIN_NORMAL, found.response()));
  }
}
