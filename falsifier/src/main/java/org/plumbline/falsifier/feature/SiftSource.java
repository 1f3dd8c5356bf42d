package org.plumbline.falsifier.feature;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Features by SIFT keypoints. They need OpenCV, which brings native libraries and stands in an
 * artifact of its own, {@code plumbline-opencv}, that is found where it is on the class path.
 */
public interface SiftSource {
  /**
   * The features of images; nothing native is loaded before the first image.
   *
   * @param without for images without keypoints
   */
  FeatureSource otherwise(FeatureSource without);

  /** The source, if it is there. */
  static Optional<SiftSource> find() {
    return ServiceLoader.load(SiftSource.class, SiftSource.class.getClassLoader()).findFirst();
  }

  /**
   * The source.
   *
   * @throws MissingSiftException naming the artifact that is not there
   */
  static SiftSource require() {
    return find().orElseThrow(MissingSiftException::new);
  }
}
