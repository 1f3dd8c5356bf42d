package org.plumbline.verifier.bounds;

import org.plumbline.certificates.slope.SlopeFan;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.verifier.bounds.activation.EnclosingOffset;

/**
 * Moves the slopes of lines beside a smooth σ. The offset t follows the slope s, {@code t(s) = min
 * σ(x) − s·x}, and by the envelope theorem {@code t'(s) = −x} at the minimising x. Slopes take
 * values that a certificate can hold, where it can hold any of σ.
 */
final class SmoothSlopes {
  private final Activation activation;
  private final int source;
  private final EnclosingOffset offset;
  private final boolean hasFan;

  /**
   * Of each neuron of each subproblem, which all rows and steps share; null where there is none.
   */
  private SlopeFan[] fans = new SlopeFan[0];

  SmoothSlopes(ActivationLayer act) {
    this.activation = act.activation();
    this.source = act.source();
    this.offset = new EnclosingOffset(activation);
    this.hasFan = SlopeFan.isKnown(activation);
  }

  /** Gets ready for steps with the present bounds of what the layer reads. */
  void start(BatchBounds bounds) {
    if (!hasFan) {
      return;
    }
    int count = bounds.batch() * bounds.network().layer(source).size();
    if (fans.length < count) {
      fans = new SlopeFan[count];
    }
    for (int at = 0; at < count; at++) {
      fans[at] = SlopeFan.of(activation, bounds.lower(source)[at], bounds.upper(source)[at]);
    }
  }

  /**
   * Moves the lines of layer k in each row, which carry the coefficients {@code above}, uphill.
   *
   * @param values of what the layer reads, where the last pass attained its bounds
   */
  void move(
      int k,
      Lines lines,
      BatchBounds bounds,
      LinearForms forms,
      double[] above,
      double[] values,
      double rate,
      AdamState moments,
      ChosenPlaces places) {
    int n = bounds.network().layer(k).size();
    double[] low = bounds.lower(source);
    double[] high = bounds.upper(source);
    for (int at = 0; at < forms.rows() * n; at++) {
      int owner = forms.owner()[at / n] * n + at % n;
      double l = low[owner];
      double u = high[owner];
      if (above[at] == 0 || !(u - l > 0) || Double.isInfinite(u - l)) {
        continue;
      }
      boolean isLower = above[at] > 0;
      double[] slope = isLower ? lines.lowerSlope(k) : lines.upperSlope(k);
      offset.enclose(slope[at], l, u);
      double touch = isLower ? offset.leastAt() : offset.greatestAt();
      double scale = Math.max(Math.abs(lines.lowerSlope(k)[at]), Math.abs(lines.upperSlope(k)[at]));
      double move = rate * scale * moments.move(at, above[at] * (values[at] - touch));
      slope[at] =
          hasFan ? chosen(at, isLower, slope[at], move, fans[owner], places) : slope[at] + move;
      offset.enclose(slope[at], l, u);
      if (isLower) {
        lines.lowerOffset(k)[at] = offset.least();
      } else {
        lines.upperOffset(k)[at] = offset.greatest();
      }
    }
  }

  private static double chosen(
      int at, boolean isLower, double present, double move, SlopeFan fan, ChosenPlaces places) {
    if (fan == null) {
      return present;
    }
    double free = places.free(at, isLower, present) + move;
    double clamped = Math.max(fan.least(), Math.min(fan.greatest(), free));
    byte choice = fan.nearest(clamped);
    places.choose(at, isLower, clamped, choice);
    return fan.slope(choice);
  }
}
