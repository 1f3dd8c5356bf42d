package org.plumbline.examples.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains a fully connected ReLU network with ND4J so that it is hard to mislead by small changes of
 * the image. The loss is a weighted sum of two cross entropies: that of the logits, and that of the
 * worst logits that interval arithmetic allows when every pixel changes by ε, where the label gets
 * its lower bound and every other digit its upper bound. ε grows from 0 over the first half.
 *
 * <p>After Gowal et al., "On the effectiveness of interval bound propagation for training
 * verifiably robust models", 2018. The bounds here steer training only; they prove nothing.
 */
public final class RobustTraining {

  private final TrainingOptions options;
  private final SameDiff graph = SameDiff.create();
  private final List<SDVariable> weights = new ArrayList<>();
  private final List<SDVariable> biases = new ArrayList<>();
  private final Map<String, AdamUpdater> updaters = new LinkedHashMap<>();

  public RobustTraining(TrainingOptions options) {
    this.options = options;
    declareParameters(new Random(options.seed()));
    declareLoss();
  }

  /** The layers after training, for grey levels 0 to 16. Call once. */
  public List<DenseLayer> train(DigitsDataset digits) {
    float[][] pixels = digits.pixels();
    float[][] labels = digits.oneHotLabels();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      order.add(i);
    }
    Random random = new Random(options.seed());
    int stepsPerEpoch = (order.size() + options.batchSize() - 1) / options.batchSize();
    int steps = options.epochs() * stepsPerEpoch;
    int step = 0;
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); from += options.batchSize()) {
        List<Integer> batch =
            order.subList(from, Math.min(from + options.batchSize(), order.size()));
        step(rows(pixels, batch), rows(labels, batch), step, (double) step / steps);
        step++;
      }
    }
    return layers();
  }

  private void declareParameters(Random random) {
    int inputs = DigitsDataset.PIXELS;
    List<Integer> sizes = new ArrayList<>(options.hiddenSizes());
    sizes.add(DigitsDataset.CLASSES);
    for (int layer = 0; layer < sizes.size(); layer++) {
      int outputs = sizes.get(layer);
      weights.add(graph.var("weights" + layer, initialWeights(inputs, outputs, random)));
      biases.add(graph.var("bias" + layer, Nd4j.zeros(DataType.FLOAT, 1, outputs)));
      inputs = outputs;
    }
    weights.forEach(this::declareUpdater);
    biases.forEach(this::declareUpdater);
  }

  private void declareUpdater(SDVariable parameter) {
    INDArray value = parameter.getArr();
    INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 2 * value.length());
    AdamUpdater updater = new AdamUpdater(new Adam(options.learningRate()));
    updater.setStateViewArray(state, value.shape(), 'c', true);
    updaters.put(parameter.name(), updater);
  }

  /** Normal with variance 2 / inputs (He et al. 2015). */
  private static INDArray initialWeights(int inputs, int outputs, Random random) {
    double deviation = Math.sqrt(2.0 / inputs);
    float[][] values = new float[inputs][outputs];
    for (float[] row : values) {
      for (int j = 0; j < outputs; j++) {
        row[j] = (float) (deviation * random.nextGaussian());
      }
    }
    return Nd4j.create(values);
  }

  private void declareLoss() {
    SDVariable pixels = graph.placeHolder("pixels", DataType.FLOAT, -1, DigitsDataset.PIXELS);
    SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, DigitsDataset.CLASSES);
    SDVariable epsilon = graph.placeHolder("epsilon", DataType.FLOAT, -1, 1);
    SDVariable centre = pixels.div(DigitsDataset.INK);
    SDVariable radius = centre.mul(0).add(epsilon.div(DigitsDataset.INK));
    SDVariable value = centre;
    for (int layer = 0; layer < weights.size(); layer++) {
      if (layer > 0) {
        value = graph.nn.relu(value, 0);
        SDVariable lower = graph.nn.relu(centre.sub(radius), 0);
        SDVariable upper = graph.nn.relu(centre.add(radius), 0);
        centre = upper.add(lower).mul(0.5);
        radius = upper.sub(lower).mul(0.5);
      }
      value = value.mmul(weights.get(layer)).add(biases.get(layer));
      centre = centre.mmul(weights.get(layer)).add(biases.get(layer));
      radius = radius.mmul(graph.math.abs(weights.get(layer)));
    }
    SDVariable worst = centre.add(radius.mul(labels.mul(-2).add(1)));
    SDVariable nominal = crossEntropy(labels, value);
    SDVariable robust = crossEntropy(labels, worst);
    SDVariable loss =
        nominal.mul(1 - options.robustShare()).add("loss", robust.mul(options.robustShare()));
    graph.setLossVariables(loss);
  }

  private SDVariable crossEntropy(SDVariable labels, SDVariable logits) {
    return graph.nn.logSoftmax(logits).mul(labels).sum(1).mean().neg();
  }

  private void step(float[][] pixels, float[][] labels, int step, double progress) {
    float[][] epsilon = new float[pixels.length][1];
    float scheduled = (float) (options.epsilon() * Math.min(1, 2 * progress));
    Arrays.stream(epsilon).forEach(row -> row[0] = scheduled);
    Map<String, INDArray> inputs = new HashMap<>();
    inputs.put("pixels", Nd4j.create(pixels));
    inputs.put("labels", Nd4j.create(labels));
    inputs.put("epsilon", Nd4j.create(epsilon));
    double rate = options.learningRate() * 0.5 * (1 + Math.cos(Math.PI * progress));
    Map<String, INDArray> gradients = graph.calculateGradients(inputs, updaters.keySet());
    for (Map.Entry<String, AdamUpdater> entry : updaters.entrySet()) {
      INDArray gradient = gradients.get(entry.getKey()).dup('c');
      entry.getValue().getConfig().setLearningRate(rate);
      entry.getValue().applyUpdater(gradient, step, 0);
      graph.getVariable(entry.getKey()).getArr().subi(gradient);
    }
  }

  private static float[][] rows(float[][] matrix, List<Integer> indices) {
    return indices.stream().map(i -> matrix[i]).toArray(float[][]::new);
  }

  private List<DenseLayer> layers() {
    List<DenseLayer> layers = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      INDArray matrix = weights.get(i).getArr();
      // Exact: INK is a power of two.
      INDArray scaled = i == 0 ? matrix.div(DigitsDataset.INK) : matrix;
      layers.add(new DenseLayer(scaled.toFloatMatrix(), biases.get(i).getArr().toFloatVector()));
    }
    return layers;
  }
}
