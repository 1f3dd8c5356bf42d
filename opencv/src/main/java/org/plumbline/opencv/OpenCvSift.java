package org.plumbline.opencv;

import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.feature.SiftSource;

/** SIFT by OpenCV, found as a service. */
public final class OpenCvSift implements SiftSource {
  @Override
  public FeatureSource otherwise(FeatureSource without) {
    return new SiftFeatures(without);
  }
}
