package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * A model and an input.
 *
 * @param point owned by the case
 */
public record Case(RandomModel model, double[] point) {
  private static final long NODE = 1_000_000;
  private static final long ATTRIBUTE = 10_000;
  private static final long ELEMENT = 100;

  /** How much there is to read: less is better. */
  long size() {
    long size = NODE * model.nodes().size() + numbers(point);
    for (OnnxNode node : model.nodes()) {
      size += ATTRIBUTE * node.attributes().size();
    }
    for (OnnxTensor constant : model.constants()) {
      size +=
          constant.reals() == null
              ? numbers(Arrays.stream(constant.integers()).asDoubleStream().toArray())
              : numbers(constant.reals());
    }
    return size;
  }

  private static long numbers(double[] values) {
    long size = 0;
    for (double value : values) {
      boolean isShort = value == Math.rint(value) && Math.abs(value) < 100;
      size += ELEMENT + (value == 0 ? 0 : value == 1 ? 1 : isShort ? 2 : 9);
    }
    return size;
  }

  @Override
  public String toString() {
    return model + "\n  at " + Arrays.toString(point);
  }
}
