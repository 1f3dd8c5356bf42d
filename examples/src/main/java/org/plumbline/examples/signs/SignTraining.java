package org.plumbline.examples.signs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains a small convolutional ReLU network with ND4J: three convolutions that halve the sides of
 * what they see, then one score per class. Every picture varies a little each time ({@link
 * SignVariation}). The loss is the cross entropy.
 */
final class SignTraining {
  static final int KERNEL = 3;
  private static final int BATCH = 64;
  private static final double RATE = 3e-3;

  private final int classes;
  private final SignEffort effort;
  private final Random random;
  private final SignVariation variation;
  private final SameDiff graph = SameDiff.create();
  private final Map<String, AdamUpdater> updaters = new LinkedHashMap<>();

  SignTraining(int classes, SignEffort effort, long seed) {
    this.classes = classes;
    this.effort = effort;
    this.random = new Random(seed);
    this.variation = new SignVariation(effort, random);
    declareLoss();
  }

  /**
   * The parameters after training, by name: {@code weights0}, {@code bias0} …; kernels {@code [to,
   * from, rows, columns]}. Call once.
   *
   * @param loss hears of the mean loss of each pass over the pictures
   */
  Map<String, float[]> train(SignSet signs, Consumer<Double> loss) {
    List<Integer> order = new ArrayList<>();
    for (int n = 0; n < signs.size(); n++) {
      order.add(n);
    }
    int epochs = effort.epochs();
    int batches = (order.size() + BATCH - 1) / BATCH;
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      double sum = 0;
      for (int b = 0; b < batches; b++) {
        int step = epoch * batches + b;
        int end = Math.min(order.size(), (b + 1) * BATCH);
        sum += step(signs, order.subList(b * BATCH, end), step, epochs * batches);
      }
      loss.accept(sum / batches);
    }
    Map<String, float[]> parameters = new LinkedHashMap<>();
    for (String name : updaters.keySet()) {
      INDArray value = graph.getVariable(name).getArr();
      boolean isKernel = value.rank() == 4;
      INDArray ordered = isKernel ? value.permute(3, 2, 0, 1) : value;
      parameters.put(name, ordered.dup('c').data().asFloat());
    }
    return parameters;
  }

  private void declareLoss() {
    SDVariable pixels =
        graph.placeHolder(
            "pixels", DataType.FLOAT, -1, effort.channels(0), SignSet.SIDE, SignSet.SIDE);
    SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, classes);
    Conv2DConfig halving =
        Conv2DConfig.builder()
            .kH(KERNEL)
            .kW(KERNEL)
            .sH(2)
            .sW(2)
            .pH(1)
            .pW(1)
            .paddingMode(PaddingMode.VALID)
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    SDVariable value = pixels;
    int last = effort.convolutions();
    for (int k = 0; k < last; k++) {
      int summands = effort.channels(k) * KERNEL * KERNEL;
      SDVariable weights =
          parameter(
              "weights" + k, summands, KERNEL, KERNEL, effort.channels(k), effort.channels(k + 1));
      SDVariable bias = parameter("bias" + k, 0, effort.channels(k + 1));
      value = graph.nn.relu(graph.cnn.conv2d(value, weights, bias, halving), 0);
    }
    SDVariable scores =
        graph
            .reshape(value, -1, effort.features())
            .mmul(parameter("weights" + last, effort.features(), effort.features(), classes))
            .add(parameter("bias" + last, 0, 1, classes));
    SDVariable behind = scores.sub(scores.max(true, 1));
    SDVariable sum = graph.math.log(graph.math.exp(behind).sum(1));
    graph.setLossVariables(sum.sub(behind.mul(labels).sum(1)).mean("loss"));
  }

  /** Normal with variance 2 / summands (He et al. 2015), or 0. */
  private SDVariable parameter(String name, int summands, long... shape) {
    INDArray value = Nd4j.zeros(DataType.FLOAT, shape);
    double deviation = summands == 0 ? 0 : Math.sqrt(2.0 / summands);
    for (long i = 0; i < value.length(); i++) {
      value.putScalar(i, deviation == 0 ? 0 : deviation * random.nextGaussian());
    }
    AdamUpdater updater = new AdamUpdater(new Adam(RATE));
    updater.setStateViewArray(
        Nd4j.zeros(DataType.FLOAT, 1, 2 * value.length()), value.shape(), 'c', true);
    updaters.put(name, updater);
    return graph.var(name, value);
  }

  private double step(SignSet signs, List<Integer> batch, int step, int steps) {
    float[] pixels = new float[batch.size() * SignSet.VALUES];
    float[] labels = new float[batch.size() * classes];
    for (int r = 0; r < batch.size(); r++) {
      variation.write(signs.pixels()[batch.get(r)], pixels, r * SignSet.VALUES);
      labels[r * classes + signs.labels()[batch.get(r)]] = 1;
    }
    long rows = batch.size();
    Map<String, INDArray> inputs =
        Map.of(
            "pixels",
            Nd4j.create(
                pixels, new long[] {rows, effort.channels(0), SignSet.SIDE, SignSet.SIDE}, 'c'),
            "labels",
            Nd4j.create(labels, new long[] {rows, classes}, 'c'));
    OutAndGrad found =
        graph.calculateGradientsAndOutputs(inputs, List.of("loss"), updaters.keySet());
    double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    for (Map.Entry<String, AdamUpdater> entry : updaters.entrySet()) {
      INDArray gradient = found.getGradients().get(entry.getKey()).dup('c');
      entry.getValue().getConfig().setLearningRate(rate);
      entry.getValue().applyUpdater(gradient, step, 0);
      graph.getVariable(entry.getKey()).getArr().subi(gradient);
    }
    return found.getOutputs().get("loss").getDouble(0);
  }
}
