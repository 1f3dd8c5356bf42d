package org.plumbline.falsifier.feature;

/**
 * A part of an image that is picked as a whole.
 *
 * @param weight how much it matters beside other features; positive
 * @param pixels its places, in ascending order
 * @param pixelWeights how much each of them matters in it; they are not negative and sum to 1
 */
public record Feature(double weight, int[] pixels, double[] pixelWeights) {
  public Feature {
    if (pixels.length == 0 || pixels.length != pixelWeights.length) {
      throw new IllegalArgumentException(
          "a feature of " + pixels.length + " pixels and " + pixelWeights.length + " weights");
    }
  }
}
