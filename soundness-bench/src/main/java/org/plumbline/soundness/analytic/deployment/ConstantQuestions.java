package org.plumbline.soundness.analytic.deployment;

import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

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
    cut("Cast");
    cut("Greater");
  }

  /**
   * {@code X + 4·[1 − 2⁻ᵏ < 1]}, or with the whole part of {@code 1 − 2⁻ᵏ} for the truth value: in
   * binary32 {@code 1 − 2⁻ᵏ} is 1 from k = 25 on.
   */
  private void cut(String operator) {
    boolean isCast = operator.equals("Cast");
    int lost = 25 + random.nextInt(20);
    for (int k : new int[] {lost, 1 + random.nextInt(20)}) {
      Graph graph = new Graph(1, 1);
      String one = graph.constant(new double[] {1}, 1);
      String tiny = graph.constant(new double[] {-Math.scalb(1.0, -k)}, 1);
      String below = graph.node("Add", one, tiny);
      String whole =
          isCast ? graph.cast(below, ElementType.INT32) : graph.node("Greater", one, below);
      String real = graph.cast(whole, ElementType.FLOAT);
      String scaled = graph.node("Mul", real, graph.constant(new double[] {4}, 1));
      OnnxModel model = graph.model(graph.node("Add", graph.input(), scaled), 1, 1);
      DecimalBox box = Questions.cube(1, 0, 1);
      double[] point = {isCast ? 1 : 0};
      Property other = isCast ? Questions.reaches(box, 4.5) : Questions.fallsTo(box, 0.5);
      String proof = operator + " of 1 - 2^-" + k + ", which binary32 takes for 1 from 2^-25 on";
      if (k == lost) {
        sheet.deployed(model, other, point, isCast ? 5 : 0, Runtime.PLAIN, proof);
      } else {
        sheet.unsat(model, other, point, Truth.UNSAT, proof);
      }
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
      double t = (192 + random.nextInt(63)) * 0x1p-32;
      constant = graph.node("Add", constant, graph.constant(new double[] {t}, shape));
      exact += t;
    }
    String value = graph.node(use, graph.input(), constant);
    OnnxModel model = isImage ? graph.model(value, 1, 1, 1, 1) : graph.model(value, 1, 1);
    double x = isBias ? 0 : 1;
    DecimalBox box = Questions.cube(1, x, x + Math.scalb(1.0, -2 - random.nextInt(9)));
    double[] point = {x};
    String proof = use + " with a constant that binary32 computes as 1, of " + exact;
    sheet.deployed(
        model, Questions.fallsTo(box, 1 + (exact - 1) / 16), point, 1, Runtime.PLAIN, proof);
    sheet.unsat(model, Questions.fallsTo(box, exact - 0x1p-14), point, Truth.UNSAT, proof);
    sheet.sat(model, Questions.fallsTo(box, exact + 0x1p-14), point, Truth.SAT, proof);
  }
}
