package org.plumbline.certificates.proof;

/** One slope in [0, 1] for each slope neuron, in steps of 1/255. */
public record Slopes(SlopeNeurons neurons, byte[] values) {
  private static final double STEPS = 255;

  public boolean has(int layer, int neuron) {
    int position = neurons.position(layer, neuron);
    return position >= 0 && position < values.length;
  }

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
