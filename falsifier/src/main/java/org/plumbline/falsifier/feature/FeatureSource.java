package org.plumbline.falsifier.feature;

import org.plumbline.falsifier.image.ImageDomain;

/** Takes images to pieces that a game can pick. */
@FunctionalInterface
public interface FeatureSource {
  /**
   * @param image a point of the domain; not changed
   */
  FeatureMap features(double[] image, ImageDomain domain);
}
