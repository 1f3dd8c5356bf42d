package org.plumbline.verifier.certified;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Network;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.specs.replay.RunningError;

/**
 * Whether a joined network has the outputs of all models, one after the other, and products behind
 * them, at one point.
 */
final class JoinedComparison {
  private final Network network;
  private final Arrangement arrangement;
  private final RunningError running;

  JoinedComparison(Network network, Arrangement arrangement) {
    this.network = network;
    this.arrangement = arrangement;
    this.running = new RunningError(network);
  }

  /**
   * What both say, with what the network computes.
   *
   * @param outputs of all models, one after the other
   */
  ModelComparison.Values at(double[] x, List<ReferenceTensor> outputs) {
    RunningError.Layers layers = running.layers(x, new double[x.length]);
    int last = network.outputIndex();
    double[] computed = Arrays.copyOf(layers.values()[last], network.outputSize());
    List<ReferenceTensor> all = new ArrayList<>(outputs);
    all.add(products(x, outputs));
    return new ModelComparison.Values(
        TensorComparison.ofAll("the joined network", x, computed, layers.errors()[last], all),
        computed,
        all);
  }

  private ReferenceTensor products(double[] x, List<ReferenceTensor> outputs) {
    List<Ball> factors = new ArrayList<>();
    Arrays.stream(x).forEach(value -> factors.add(new Ball(value, 0)));
    for (ReferenceTensor tensor : outputs) {
      for (int i = 0; i < tensor.size(); i++) {
        factors.add(new Ball(ModelTensors.number(tensor, i), ModelTensors.radius(tensor, i)));
      }
    }
    int count = arrangement.products().size();
    double[] values = new double[count];
    double[] radii = new double[count];
    for (int k = 0; k < count; k++) {
      Ball product = new Ball(1, 0);
      for (int factor : arrangement.products().get(k)) {
        product = product.times(factors.get(factor));
      }
      values[k] = product.value();
      radii[k] = product.radius();
    }
    return ReferenceTensor.wrap(ElementType.FLOAT64, Shape.of(count), values, radii);
  }
}
