package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * {@code Σ aᵢ·Xᵢ + Σ cⱼ·Yⱼ ≤ rhs}, or {@code <} when strict, in exact decimals and sparse. However
 * it is built, its terms are sorted by index, merged, and free of zeros; arrays are owned by it.
 *
 * @param inputIndices ascending, distinct
 * @param inputCoefficients aᵢ ≠ 0, one per input index
 * @param outputIndices ascending, distinct
 * @param outputCoefficients cⱼ ≠ 0, one per output index
 */
public record LinearInequality(
    int[] inputIndices,
    BigDecimal[] inputCoefficients,
    int[] outputIndices,
    BigDecimal[] outputCoefficients,
    BigDecimal rhs,
    boolean strict) {
  private static final int[] NO_INDEX = {};
  private static final BigDecimal[] NO_COEFFICIENT = {};

  public LinearInequality {
    SparseTerms inputs = SparseTerms.of(inputIndices, inputCoefficients);
    SparseTerms outputs = SparseTerms.of(outputIndices, outputCoefficients);
    inputIndices = inputs.indices();
    inputCoefficients = inputs.coefficients();
    outputIndices = outputs.indices();
    outputCoefficients = outputs.coefficients();
    rhs = Decimals.canonical(rhs);
  }

  /** {@code Σ cⱼ·Yⱼ ≤ rhs}. */
  public static LinearInequality ofOutputs(
      int[] indices, BigDecimal[] coefficients, BigDecimal rhs) {
    return new LinearInequality(NO_INDEX, NO_COEFFICIENT, indices, coefficients, rhs, false);
  }

  /** {@code Y_smaller ≤ Y_larger}. */
  public static LinearInequality outputOrder(int smaller, int larger) {
    return ofOutputs(
        new int[] {smaller, larger},
        new BigDecimal[] {BigDecimal.ONE, BigDecimal.ONE.negate()},
        BigDecimal.ZERO);
  }

  /** {@code a·Xᵢ ≤ rhs}, or {@code <}. */
  public static LinearInequality ofInput(
      int input, BigDecimal coefficient, BigDecimal rhs, boolean strict) {
    return new LinearInequality(
        new int[] {input}, new BigDecimal[] {coefficient}, NO_INDEX, NO_COEFFICIENT, rhs, strict);
  }

  /** That the same form is at least the same number: {@code −form ≤ −rhs}, or {@code <}. */
  public LinearInequality opposite() {
    return new LinearInequality(
        inputIndices,
        negated(inputCoefficients),
        outputIndices,
        negated(outputCoefficients),
        rhs.negate(),
        strict);
  }

  private static BigDecimal[] negated(BigDecimal[] values) {
    return Arrays.stream(values).map(BigDecimal::negate).toArray(BigDecimal[]::new);
  }

  /** The same with {@code <}. */
  public LinearInequality asStrict() {
    return new LinearInequality(
        inputIndices, inputCoefficients, outputIndices, outputCoefficients, rhs, true);
  }

  public boolean speaksOfInputs() {
    return inputIndices.length > 0;
  }

  public boolean speaksOfOutputs() {
    return outputIndices.length > 0;
  }

  /** rhs − Σ aᵢ·xᵢ − Σ cⱼ·yⱼ, exactly: positive inside, zero on the boundary. */
  public BigDecimal slack(BigDecimal[] x, BigDecimal[] y) {
    BigDecimal slack = rhs;
    for (int k = 0; k < inputIndices.length; k++) {
      slack = slack.subtract(inputCoefficients[k].multiply(x[inputIndices[k]]));
    }
    for (int k = 0; k < outputIndices.length; k++) {
      slack = slack.subtract(outputCoefficients[k].multiply(y[outputIndices[k]]));
    }
    return slack;
  }

  /** Whether the exact values satisfy the inequality. */
  public boolean holds(BigDecimal[] x, BigDecimal[] y) {
    int sign = slack(x, y).signum();
    return strict ? sign > 0 : sign >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearInequality that
        && strict == that.strict
        && rhs.equals(that.rhs)
        && Arrays.equals(inputIndices, that.inputIndices)
        && Arrays.equals(inputCoefficients, that.inputCoefficients)
        && Arrays.equals(outputIndices, that.outputIndices)
        && Arrays.equals(outputCoefficients, that.outputCoefficients);
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(inputIndices);
    hash = 31 * hash + Arrays.hashCode(inputCoefficients);
    hash = 31 * hash + Arrays.hashCode(outputIndices);
    hash = 31 * hash + Arrays.hashCode(outputCoefficients);
    return 31 * (31 * hash + rhs.hashCode()) + Boolean.hashCode(strict);
  }

  /**
   * As a person writes it, its first coefficient positive: {@code Y_0 - 2*Y_3 <= 0.5}, and {@code
   * Y_0 <= Y_3} where no constant is left.
   */
  @Override
  public String toString() {
    boolean flipped = leadingSign() < 0;
    boolean balanced = rhs.signum() == 0;
    String left = side(flipped, balanced, 1);
    String right = balanced ? side(flipped, true, -1) : constant(flipped);
    return (left.isEmpty() ? "0" : left)
        + (flipped ? " >" : " <")
        + (strict ? " " : "= ")
        + (right.isEmpty() ? "0" : right);
  }

  private String constant(boolean flipped) {
    return Decimals.text(flipped ? rhs.negate() : rhs);
  }

  private int leadingSign() {
    if (speaksOfInputs()) {
      return inputCoefficients[0].signum();
    }
    return speaksOfOutputs() ? outputCoefficients[0].signum() : 1;
  }

  /** One side: all terms, or when balanced those of one sign, made positive. */
  private String side(boolean flipped, boolean balanced, int sign) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < inputIndices.length; k++) {
      append(text, "X_" + inputIndices[k], inputCoefficients[k], flipped, balanced, sign);
    }
    for (int k = 0; k < outputIndices.length; k++) {
      append(text, "Y_" + outputIndices[k], outputCoefficients[k], flipped, balanced, sign);
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, String name, BigDecimal c, boolean flipped, boolean balanced, int sign) {
    int signum = flipped ? -c.signum() : c.signum();
    if (balanced && signum != sign) {
      return;
    }
    if (!text.isEmpty()) {
      text.append(signum == sign ? " + " : " - ");
    }
    if (c.abs().compareTo(BigDecimal.ONE) != 0) {
      text.append(Decimals.text(c.abs())).append('*');
    }
    text.append(name);
  }
}
