package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.List;

/** What normalises by moments of its input. */
final class MomentNodes {
  private MomentNodes() {}

  /** With all outputs at times: the further ones have the mean and the inverse root. */
  static void layer(Sketch s) {
    Operand x = ranked(s, 1);
    int axis = s.draw.between(0, x.rank() - 1);
    int[] inner = Arrays.copyOfRange(x.shape(), axis, x.rank());
    Operand scale = s.initialiser(x.signature().shaped(inner));
    Operand bias = s.draw.coin() ? s.initialiser(x.signature().shaped(inner)) : null;
    s.node(
        "LayerNormalization",
        List.of(x.signature()),
        bias == null ? List.of(x, scale) : List.of(x, scale, bias));
    withAxis(s, x, axis);
    withEpsilon(s);
  }

  static void rms(Sketch s) {
    Operand x = ranked(s, 1);
    int axis = s.draw.between(0, x.rank() - 1);
    int[] inner = Arrays.copyOfRange(x.shape(), axis, x.rank());
    s.node("RMSNormalization", x.signature(), x, s.initialiser(x.signature().shaped(inner)));
    withAxis(s, x, axis);
    withEpsilon(s);
  }

  private static void withAxis(Sketch s, Operand x, int axis) {
    if (axis < x.rank() - 1 || s.draw.coin()) {
      s.with("axis", s.draw.coin() ? axis : axis - x.rank());
    }
  }

  static void instance(Sketch s) {
    Operand x = ranked(s, 3);
    Signature channels = x.signature().shaped(x.extent(1));
    s.node(
        "InstanceNormalization",
        x.signature(),
        x,
        s.initialiser(channels),
        s.initialiser(channels));
    withEpsilon(s);
  }

  static void group(Sketch s) {
    Operand x = ranked(s, 3);
    int channels = x.extent(1);
    int groups = channels % 2 == 0 && s.draw.coin() ? 2 : s.draw.coin() ? 1 : channels;
    Signature parameters = x.signature().shaped(s.opset >= 21 ? channels : groups);
    s.node(
        "GroupNormalization",
        x.signature(),
        x,
        s.initialiser(parameters),
        s.initialiser(parameters));
    s.with("num_groups", groups);
    withEpsilon(s);
  }

  static void lp(Sketch s) {
    Operand x = ranked(s, 1);
    s.node("LpNormalization", x.signature(), x);
    if (s.draw.coin()) {
      s.with("axis", s.draw.axis(x.rank(), true));
    }
    if (s.draw.coin()) {
      s.with("p", s.draw.between(1, 2));
    }
  }

  private static Operand ranked(Sketch s, int least) {
    return s.find(v -> v.type() == s.realType() && v.rank() >= least && v.count() > 0)
        .orElseGet(() -> shaped(s, s.real(), least));
  }

  private static Operand shaped(Sketch s, Operand x, int rank) {
    return ReshapeNodes.to(s, x, ReshapeNodes.factors(s.draw, x.count(), rank));
  }

  private static void withEpsilon(Sketch s) {
    if (s.draw.coin()) {
      s.with("epsilon", s.draw.oneOf(1e-5, 0.1, 1.0));
    }
  }
}
