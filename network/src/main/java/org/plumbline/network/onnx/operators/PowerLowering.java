package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Pow with constant exponents: the elements of each exponent are one activation. */
final class PowerLowering {
  private static final int LARGEST_EXPONENT = 16;

  private PowerLowering() {}

  static Value pow(Call call) {
    Value base = call.input(0);
    double[] given = call.exact(1).values();
    int[] shape = call.broadcast(base.shape(), call.constant(1).shape());
    double[] different = Arrays.stream(given).distinct().toArray();
    if (different.length == 0 || different.length > LARGEST_EXPONENT) {
      throw call.refuse(different.length + " different exponents");
    } else if (different.length == 1 && Arrays.equals(shape, base.shape())) {
      return power(call, base, different[0]);
    }
    int[] ofBase = Shapes.broadcastIndex(base.shape(), shape);
    int[] ofExponent = Shapes.broadcastIndex(call.constant(1).shape(), shape);
    List<Value> parts = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (double exponent : different) {
      int[] chosen = new int[call.graph.claim(shape)];
      int[] place = new int[call.graph.claim(shape)];
      int count = 0;
      for (int i = 0; i < place.length; i++) {
        boolean isChosen = given[ofExponent[i]] == exponent;
        place[i] = isChosen ? count : -1;
        if (isChosen) {
          chosen[count++] = ofBase[i];
        }
      }
      Value part = call.graph.pick(base, Arrays.copyOf(chosen, count), count);
      parts.add(power(call, part, exponent));
      places.add(place);
    }
    return JoinLowering.overlay(call, parts, places, shape);
  }

  private static Value power(Call call, Value x, double exponent) {
    if (exponent == 1) {
      return x;
    } else if (exponent == 0.5) {
      return ActivationLowering.apply(call, x, Activation.of(Activation.Kind.SQRT));
    } else if (exponent == -1) {
      return ActivationLowering.apply(call, x, Activation.of(Activation.Kind.RECIPROCAL));
    } else if (exponent == Math.rint(exponent) && exponent > 1 && exponent <= LARGEST_EXPONENT) {
      return ActivationLowering.apply(call, x, Activation.power((int) exponent));
    }
    throw call.refuse("exponent " + exponent + "; supported are 1 to 16, 0.5 and -1");
  }
}
