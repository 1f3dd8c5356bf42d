package org.plumbline.falsifier.choice;

import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.feature.GradientSaliency;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.feature.LevelFeatures;
import org.plumbline.falsifier.feature.MissingSiftException;
import org.plumbline.falsifier.feature.SiftSource;

/** Where the features of a game's first player come from. */
public enum FeatureKind {
  /** SIFT keypoints; a grid where there are none. */
  SIFT,
  /** A grid of 4 × 4 rectangles. */
  GRID,
  /** Eight levels of brightness. */
  LEVELS,
  /** Pixels by their gradients, in 16 parts. */
  GRADIENT;

  private static final int SIDE = 4;
  private static final int BANDS = 8;
  private static final int PARTS = 16;

  /**
   * The source.
   *
   * @throws MissingSiftException if OpenCV is needed and not there
   */
  public FeatureSource source(Inside inside) {
    return switch (this) {
      case SIFT -> SiftSource.require().otherwise(new GridFeatures(SIDE, SIDE));
      case GRID -> new GridFeatures(SIDE, SIDE);
      case LEVELS -> new LevelFeatures(BANDS);
      case GRADIENT ->
          new GradientSaliency(inside.network().orElseThrow(), inside.products(), PARTS);
    };
  }
}
