package org.plumbline.soundness.circuit;

/**
 * {@code y = W·x + b}.
 *
 * @param weights one row per output; owned by the layer
 * @param bias one per output; owned by the layer
 */
public record Dense(double[][] weights, double[] bias) {
  public Dense {
    if (weights.length != bias.length || weights.length == 0) {
      throw new IllegalArgumentException(
          weights.length + " rows of weights with " + bias.length + " biases");
    }
    for (double[] row : weights) {
      if (row.length != weights[0].length) {
        throw new IllegalArgumentException("rows of " + row.length + " and " + weights[0].length);
      }
    }
  }

  public int inputs() {
    return weights[0].length;
  }

  public int outputs() {
    return bias.length;
  }

  /** A copy that may be changed. */
  public Dense copy() {
    double[][] rows = new double[weights.length][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = weights[r].clone();
    }
    return new Dense(rows, bias.clone());
  }
}
