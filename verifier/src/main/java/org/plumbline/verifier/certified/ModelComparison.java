package org.plumbline.verifier.certified;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.Network;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.specs.replay.RunningError;

/**
 * Whether a network is what its model's file says, at one point: the values of all tensors that
 * layers hold, and the outputs, have to agree as real numbers.
 */
final class ModelComparison {
  private final String prefix;
  private final ReferenceModel model;
  private final Network network;
  private final int[] reads;
  private final Optional<DeclaredTensors> declared;
  private final ModelTensors tensors;
  private final RunningError running;

  /**
   * What both evaluations say.
   *
   * @param difference if there is one
   * @param computed the network's outputs
   * @param outputs the model's, with hidden tensors
   */
  record Values(
      Optional<Comparison> difference, double[] computed, List<ReferenceTensor> outputs) {}

  /**
   * @param prefix for messages
   * @param reads for each input of the network the one of the query that it is
   * @param declared what the property says of the model's tensors, if it does
   */
  ModelComparison(
      String prefix,
      ReferenceModel model,
      Network network,
      int[] reads,
      Optional<DeclaredTensors> declared) {
    this.prefix = prefix;
    this.model = model;
    this.network = network;
    this.reads = reads;
    this.declared = declared;
    this.tensors = new ModelTensors(model, network);
    this.running = new RunningError(network);
  }

  /**
   * Compares at an input of the query.
   *
   * @throws org.plumbline.reference.tensor.UncertainException at a point that is not clear
   */
  Values at(double[] query) {
    double[] x = own(query);
    Evaluation evaluation = model.evaluate(tensors.inputs(x), Mode.REAL);
    RunningError.Layers layers = running.layers(x, new double[x.length]);
    int last = network.outputIndex();
    double[] computed = Arrays.copyOf(layers.values()[last], network.outputSize());
    List<ReferenceTensor> outputs = evaluation.outputs();
    Optional<Comparison> difference =
        declared
            .flatMap(ports -> ports.difference(network, model, outputs))
            .or(() -> tensors(evaluation, x, layers))
            .or(
                () ->
                    TensorComparison.ofAll(
                        prefix + "the output", x, computed, layers.errors()[last], outputs));
    return new Values(difference, computed, outputs);
  }

  private Optional<Comparison> tensors(
      Evaluation evaluation, double[] x, RunningError.Layers layers) {
    for (String name : evaluation.names()) {
      Integer layer = network.reading().tensors().get(name);
      if (layer != null) {
        Optional<Comparison> found =
            TensorComparison.of(
                prefix + evaluation.place(name),
                x,
                layers.values()[layer],
                layers.errors()[layer],
                evaluation.value(name));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The model's outputs as a runtime computes them that rounds after every node. */
  double[] typed(double[] query) {
    return ModelTensors.output(model.evaluate(tensors.inputs(own(query)), Mode.TYPED));
  }

  private double[] own(double[] query) {
    return Arrays.stream(reads).mapToDouble(free -> query[free]).toArray();
  }
}
