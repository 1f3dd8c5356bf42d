package org.plumbline.soundness.analytic.reading;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Spelling;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.property.Polyhedron;

/**
 * Properties with comments that end with a carriage return alone (<em>SMT-LIB 2.6</em>, 3.1: "the
 * first subsequent line-breaking character", which is 10 or 13). Whoever reads on to the next line
 * feed loses a disjunct that is reached, or a demand that is not met.
 */
final class CarriageReturns {
  private final Sheet sheet;
  private final SplittableRandom random;

  CarriageReturns(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (String lineEnd : new String[] {"\n", "\r"}) {
      disjuncts(lineEnd);
      demands(lineEnd);
    }
  }

  /** {@code Y = X + v} over [0, 1], with one threshold that is reached and one that is not. */
  private record Thresholds(OnnxModel model, double v, double reached, double missed) {
    DecimalBox box() {
      return Questions.cube(1, 0, 1);
    }

    /** The file up to the unsafe set. */
    String declarations(String lineEnd) {
      return String.join(
          lineEnd,
          "(declare-const X_0 Real)",
          "(declare-const Y_0 Real)",
          "(assert (>= X_0 0))",
          "(assert (<= X_0 1))",
          "");
    }

    String atLeast(double threshold) {
      return "(>= Y_0 " + Decimals.text(new BigDecimal(threshold)) + ")";
    }
  }

  private Thresholds draw() {
    double v = random.nextInt(200) - 100;
    Graph graph = new Graph(1, 1);
    String constant = graph.constant(new double[] {v}, 1);
    OnnxModel model = graph.model(graph.node("Add", graph.input(), constant), 1, 1);
    double share = (1 + random.nextInt(7)) / 8.0;
    return new Thresholds(model, v, v + share, v + 1 + share);
  }

  private void disjuncts(String lineEnd) {
    Thresholds t = draw();
    String text =
        t.declarations(lineEnd)
            + "(assert (or (and "
            + t.atLeast(t.missed)
            + ") ; of two\r(and "
            + t.atLeast(t.reached)
            + ")"
            + lineEnd
            + "))"
            + lineEnd;
    Polyhedron never = Polyhedron.of(Questions.atLeast(0, t.missed));
    Polyhedron reached = Polyhedron.of(Questions.atLeast(0, t.reached));
    sheet.known(
        t.model,
        Spelling.ofProperty(text),
        Questions.of(t.box(), 1, never, reached),
        new double[] {1},
        t.v + 1,
        "the second disjunct is reached");
  }

  private void demands(String lineEnd) {
    Thresholds t = draw();
    String text =
        t.declarations(lineEnd)
            + "(assert "
            + t.atLeast(t.reached)
            + ") ; of two\r(assert "
            + t.atLeast(t.missed)
            + ")"
            + lineEnd;
    Polyhedron both =
        Polyhedron.of(Questions.atLeast(0, t.reached), Questions.atLeast(0, t.missed));
    sheet.known(
        t.model,
        Spelling.ofProperty(text),
        Questions.of(t.box(), 1, both),
        new double[] {1},
        t.v + 1,
        "the second demand is not met");
  }
}
