package org.plumbline.verifier.dlv;

import java.util.Optional;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.verifier.dlv.saliency.Saliency;

/**
 * The pixels where an image has its features, such as SIFT keypoints, as the paper's later tool
 * chooses them; no look at the network. Of a pixel's channels the first comes first. Neurons of
 * later layers have no place in the image, and are left to another choice.
 *
 * @param layout settles an order of channels that the network's shape does not tell
 * @param lowest value of a pixel
 * @param greatest value of a pixel
 * @param later for layers behind the input
 */
public record FeatureSaliency(
    FeatureSource features,
    Optional<ChannelOrder> layout,
    double lowest,
    double greatest,
    Saliency later)
    implements Saliency {

  @Override
  public double[] scores(Activations at) {
    if (at.layer() > 0) {
      return later.scores(at);
    }
    InputShape inputs = InputShape.of(at.network().input().shape(), layout);
    ChannelOrder order = inputs.order();
    ImageDomain domain =
        ImageDomain.ofInputs(inputs, lowest, greatest)
            .orElseThrow(
                () ->
                    new LayerwiseOptions.MismatchException(
                        "features are sought in images; inputs of the shape "
                            + inputs
                            + " are none"));
    double[] image = new double[domain.values()];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        image[domain.index(c, p)] = domain.clip(at.trace()[0][place(order, domain, c, p)]);
      }
    }
    FeatureMap map = features.features(image, domain);
    double[] scores = new double[image.length];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        scores[place(order, domain, c, p)] = map.saliency()[p];
      }
    }
    return scores;
  }

  /** Where the network wants a pixel's value. */
  private static int place(ChannelOrder order, ImageDomain domain, int channel, int pixel) {
    return order == ChannelOrder.CHW
        ? domain.index(channel, pixel)
        : pixel * domain.channels() + channel;
  }
}
