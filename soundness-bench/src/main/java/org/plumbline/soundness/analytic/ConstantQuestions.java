package org.plumbline.soundness.analytic;

import java.util.SplittableRandom;
import org.plumbline.network.onnx.OnnxModel;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;

/**
 * Coefficients that the model computes from constants, node by node: {@code 1 + t₁ + t₂ + …} with
 * summands below 2⁻²⁴, of which binary32 keeps 1. What follows rounds far less than that.
 */
final class ConstantQuestions {
  private static final int SUMMANDS = 40;

  private final Sheet sheet;
  private final SplittableRandom random;

  ConstantQuestions(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (String use : new String[] {"MatMul", "Mul", "Add", "Conv"}) {
      coefficient(use);
    }
  }

  private void coefficient(String use) {
    boolean isImage = use.equals("Conv");
    boolean isBias = use.equals("Add");
    Graph graph = isImage ? new Graph(1, 1, 1, 1) : new Graph(1, 1);
    int[] shape = isImage ? new int[] {1, 1, 1, 1} : new int[] {1, 1};
    double exact = 1;
    String constant = graph.constant(new double[] {1}, shape);
    for (int k = 0; k < SUMMANDS; k++) {
      double t = (160 + random.nextInt(95)) * 0x1p-32;
      constant = graph.node("Add", constant, graph.constant(new double[] {t}, shape));
      exact += t;
    }
    String value = graph.node(use, graph.input(), constant);
    OnnxModel model = isImage ? graph.model(value, 1, 1, 1, 1) : graph.model(value, 1, 1);
    double x = isBias ? 0 : 1;
    DecimalBox box = Questions.cube(1, x, x + Math.scalb(1.0, -2 - random.nextInt(9)));
    double[] point = {x};
    String proof = use + " with a constant that binary32 computes as 1, of " + exact;
    sheet.deployed(model, Questions.fallsTo(box, (1 + exact) / 2), point, 1, Runtime.PLAIN, proof);
    sheet.unsat(model, Questions.fallsTo(box, exact - 0x1p-14), point, Truth.UNSAT, proof);
    sheet.sat(model, Questions.fallsTo(box, exact + 0x1p-14), point, Truth.SAT, proof);
  }
}
