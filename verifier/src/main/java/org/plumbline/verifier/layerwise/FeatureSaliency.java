package org.plumbline.verifier.layerwise;

import java.util.Arrays;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.specs.robustness.ChannelOrder;

/**
 * The pixels where an image has its features, such as SIFT keypoints, as the paper's later tool
 * chooses them; no look at the network. Of a pixel's channels the first comes first. Neurons of
 * later layers have no place in the image, and are left to another choice.
 *
 * @param order of the network's channels
 * @param lowest value of a pixel
 * @param greatest value of a pixel
 * @param later for layers behind the input
 */
public record FeatureSaliency(
    FeatureSource features, ChannelOrder order, double lowest, double greatest, Saliency later)
    implements Saliency {

  @Override
  public double[] scores(Activations at) {
    if (at.layer() > 0) {
      return later.scores(at);
    }
    int[] shape = at.network().input().shape();
    ImageDomain domain =
        ImageDomain.ofInputs(shape, order, lowest, greatest)
            .orElseThrow(
                () ->
                    new LayerwiseOptions.MismatchException(
                        "features are sought in images; inputs of the shape "
                            + Arrays.toString(shape)
                            + " are none"));
    double[] image = new double[domain.values()];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        image[domain.index(c, p)] = domain.clip(at.trace()[0][place(domain, c, p)]);
      }
    }
    FeatureMap map = features.features(image, domain);
    double[] scores = new double[image.length];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        scores[place(domain, c, p)] = map.saliency()[p];
      }
    }
    return scores;
  }

  /** Where the network wants a pixel's value. */
  private int place(ImageDomain domain, int channel, int pixel) {
    return order == ChannelOrder.CHW
        ? domain.index(channel, pixel)
        : pixel * domain.channels() + channel;
  }
}
