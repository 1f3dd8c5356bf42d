package org.plumbline.soundness.competition.witness;

/**
 * What became of a witness in ONNX Runtime.
 *
 * @param outputError greatest difference between the outputs that the witness states and those of
 *     ONNX Runtime, which alone count; NaN where there is none
 * @param remark why it is no counterexample, or empty
 */
public record Validation(Judgement judgement, double outputError, String remark) {
  static Validation failure(String remark) {
    return new Validation(Judgement.FAILS, Double.NaN, remark);
  }

  static Validation unsupported(String remark) {
    return new Validation(Judgement.UNSUPPORTED, Double.NaN, remark);
  }

  static double difference(double[] stated, double[] computed) {
    if (stated.length != computed.length) {
      return Double.NaN;
    }
    double greatest = 0;
    for (int j = 0; j < stated.length; j++) {
      if (stated[j] != computed[j]) {
        greatest = Math.max(greatest, Math.abs(stated[j] - computed[j]));
      }
    }
    return greatest;
  }
}
