package org.plumbline.certificates.proof;

/**
 * One byte for each slope neuron: of a ReLU the slope in [0, 1], in steps of 1/255; of others what
 * it chooses from a {@link org.plumbline.certificates.slope.SlopeFan} or of {@link
 * org.plumbline.certificates.slope.ProductSlopes}.
 */
public record Slopes(SlopeNeurons neurons, byte[] values) {
  private static final double STEPS = 255;

  public boolean has(int layer, int neuron) {
    int position = neurons.position(layer, neuron);
    return position >= 0 && position < values.length;
  }

  /** Of a ReLU. */
  public double slope(int layer, int neuron) {
    return slope(values[neurons.position(layer, neuron)]);
  }

  public static double slope(byte value) {
    return (value & 0xff) / STEPS;
  }

  public static byte nearest(double slope) {
    return (byte) Math.round(Math.max(0, Math.min(1, slope)) * STEPS);
  }
}
