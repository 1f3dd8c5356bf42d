package org.plumbline.cli.options;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.grid.GridQuestion;
import org.plumbline.verifier.radius.RadiusQuestion;
import picocli.CommandLine.Option;

/** A grid about an input, and what is measured on it. */
public final class GridOptions {
  @Option(
      names = "--grid",
      paramLabel = "T",
      description =
          "Searches the grid of steps of T about the input, and carries what it finds over to all"
              + " inputs by proved Lipschitz constants.")
  private Double step;

  @Option(
      names = "--norm",
      description =
          "How distances are measured: L0 (values that differ, not with --grid), L1, L2 or LINF"
              + " (default: LINF).")
  private Distance norm;

  @Option(
      names = "--vary",
      paramLabel = "I[,J…]",
      split = ",",
      description = "With --grid, which values move, counted from 0 (default: all).")
  private int[] varying;

  public boolean isAsked() {
    return step != null;
  }

  /** What is wrong with the options as such. */
  public Optional<String> mistake() {
    if (step == null && varying != null) {
      return Optional.of("--vary goes with --grid");
    } else if (step != null && (!(step > 0) || Double.isInfinite(step))) {
      return Optional.of("--grid " + step + " is no positive step");
    }
    return isAsked() && norm == Distance.L0
        ? Optional.of("--grid measures distances in L1, L2 or LINF")
        : Optional.empty();
  }

  public Distance norm() {
    return norm == null ? Distance.LINF : norm;
  }

  /**
   * @throws IllegalArgumentException if values are named that the input does not have
   */
  public GridQuestion question(RadiusQuestion radius) {
    double[] values = Arrays.stream(radius.values()).mapToDouble(Number::doubleValue).toArray();
    Optional<LocalRobustness.Range> range = radius.range();
    return new GridQuestion(
        radius.network(),
        values,
        radius.label(),
        varying == null ? IntStream.range(0, values.length).toArray() : varying,
        range.map(r -> r.lower().doubleValue()).orElse(Double.NEGATIVE_INFINITY),
        range.map(r -> r.upper().doubleValue()).orElse(Double.POSITIVE_INFINITY),
        norm(),
        step);
  }
}
