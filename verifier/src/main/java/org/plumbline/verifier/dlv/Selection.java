package org.plumbline.verifier.dlv;

import java.util.Optional;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.feature.MissingSiftException;
import org.plumbline.falsifier.feature.SiftSource;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.verifier.dlv.saliency.LargestDeviation;
import org.plumbline.verifier.dlv.saliency.LargestGradient;
import org.plumbline.verifier.dlv.saliency.Saliency;

/** Which dimensions of a layer are manipulated. */
public enum Selection {
  /** Those furthest from the layer's mean. */
  DEVIATION,
  /** Those that the lead of the class depends on most. */
  GRADIENT,
  /** Pixels by SIFT keypoints; behind the input those of {@link #DEVIATION}. */
  SIFT;

  /**
   * How dimensions are ranked.
   *
   * @param layout of channels, where the network's shape does not tell; for {@link #SIFT}
   * @param lowest value of a pixel; likewise
   * @param greatest value of a pixel; likewise
   * @throws MissingSiftException if OpenCV is needed and not there
   */
  public Saliency saliency(Optional<ChannelOrder> layout, double lowest, double greatest) {
    return switch (this) {
      case DEVIATION -> new LargestDeviation();
      case GRADIENT -> new LargestGradient(new JavaGemm());
      case SIFT ->
          new FeatureSaliency(
              SiftSource.require().otherwise(new GridFeatures(1, 1)),
              layout,
              lowest,
              greatest,
              new LargestDeviation());
    };
  }
}
