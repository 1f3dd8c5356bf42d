package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.affine;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.ProofNode.Conflict;
import org.plumbline.certificates.proof.ProofNode.Literal;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.certificates.proof.Step.Hint;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/**
 * Conflicts that are learnt, and forged ones. The question is about {@code y = relu(a + b − 1) +
 * relu(1 − a) + relu(1 − b)} on [0, 1]²: y is 1 at every corner but the origin and never less.
 */
class LearningTest {
  private static final Literal A = new Literal(0, 0, 0.75, true);
  private static final Literal B = new Literal(0, 1, 0.75, true);
  private static final Step BACK =
      new Step.Propagate(
          List.of(
              Hint.ofRow(0),
              Hint.ofNeuron(3, 0),
              Hint.ofNeuron(2, 0),
              Hint.ofNeuron(2, 1),
              Hint.ofNeuron(2, 2)));

  /** Unsafe: y ≤ limit. */
  private static Query atMost(double limit) {
    return query(network(), new double[] {0, 0}, new double[] {1, 1}, row(limit, 1));
  }

  private static Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int sums = builder.add(affine(0, new double[][] {{1, 1}, {-1, 0}, {0, -1}}, -1, 1, 1));
    int relu = builder.add(new ActivationLayer(sums, 3, Activation.RELU));
    builder.add(affine(relu, new double[][] {{1, 1, 1}}, 0));
    return builder.build();
  }

  private static ProofNode following(Hint... hints) {
    return closed(new Step.Propagate(List.of(hints)));
  }

  /** With y ≤ 0.2 both inputs are at least 0.8, and their sum at most 1.2. */
  private static ProofNode learning(List<Conflict> conflicts, ProofNode rest) {
    return new ProofNode.Learning(List.of(DERIVE, BACK), conflicts, rest);
  }

  private static Conflict both() {
    return new Conflict(List.of(A, B), following(Hint.ofNeuron(1, 0)));
  }

  private static ProofNode byConflict() {
    return following(Hint.ofNeuron(1, 1), Hint.ofNeuron(1, 2), Hint.ofConflict(0));
  }

  @Test
  void conflictsProveWhatIsTrue() {
    ProofNode proof = learning(List.of(both()), byConflict());
    assertThat(check(atMost(0.2), proof)).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void conflictsAreUsedByLaterOnes() {
    Literal weakerB = new Literal(0, 1, 0.1, true);
    Conflict second =
        new Conflict(List.of(A, weakerB), following(Hint.ofNeuron(1, 2), Hint.ofConflict(0)));
    ProofNode rest = following(Hint.ofNeuron(1, 1), Hint.ofConflict(1), Hint.ofNeuron(1, 2));
    assertThat(check(atMost(0.2), learning(List.of(both(), second), rest)))
        .isInstanceOf(CheckResult.Accepted.class);
  }

  static List<ProofNode> forged() {
    Conflict unproved = new Conflict(List.of(A, B), closed());
    Conflict byItself = new Conflict(List.of(A, B), following(Hint.ofConflict(0)));
    Conflict byLater = new Conflict(List.of(A, B), following(Hint.ofConflict(1)));
    Conflict otherSide =
        new Conflict(List.of(new Literal(0, 0, 0.75, false), B), following(Hint.ofNeuron(1, 1)));
    Conflict onlyOne = new Conflict(List.of(A), following(Hint.ofNeuron(1, 0)));
    Conflict none = new Conflict(List.of(), byConflict());
    return List.of(
        learning(List.of(both()), byConflict()),
        learning(List.of(unproved), byConflict()),
        learning(List.of(byItself), byConflict()),
        learning(List.of(byLater, byItself), byConflict()),
        learning(List.of(otherSide), byConflict()),
        learning(List.of(onlyOne), byConflict()),
        learning(List.of(none), following(Hint.ofConflict(0))),
        learning(List.of(both(), none), following(Hint.ofConflict(1))),
        learning(List.of(), byConflict()),
        new ProofNode.Learning(
            List.of(DERIVE), List.of(), learning(List.of(both()), byConflict())));
  }

  /** At (1, 0) and on the way to (0, 1) y is 1, so that all of these are forged. */
  @ParameterizedTest
  @MethodSource("forged")
  void forgedConflictsProveNothing(ProofNode proof) {
    assertThat(check(atMost(1), proof)).isNotInstanceOf(CheckResult.Accepted.class);
  }

  /** What is known below one child of a node is not known below another one. */
  @Test
  void conflictsStayWhereTheyWereLearnt() {
    ProofNode learns = learning(List.of(both()), byConflict());
    ProofNode.Split beside = new ProofNode.Split(List.of(DERIVE), 0, 0, 0.5, learns, byConflict());
    assertThat(check(atMost(0.2), beside)).isInstanceOf(CheckResult.Rejected.class);
  }

  static List<Hint> impossible() {
    return List.of(
        Hint.ofConflict(0),
        Hint.ofConflict(-1),
        Hint.ofRow(1),
        Hint.ofRow(-1),
        Hint.ofNeuron(0, 0),
        Hint.ofNeuron(4, 0),
        Hint.ofNeuron(-1, 0),
        Hint.ofNeuron(1, 3),
        Hint.ofNeuron(1, -1));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void hintsOfNothingAreRejected(Hint hint) {
    assertThat(check(atMost(0.2), closed(DERIVE, new Step.Propagate(List.of(hint)))))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  @Test
  void literalsOfNothingAreRejected() {
    for (Literal literal :
        List.of(
            new Literal(0, 2, 0, true),
            new Literal(4, 0, 0, true),
            new Literal(-1, 0, 0, true),
            new Literal(0, 0, Double.NaN, true))) {
      Conflict conflict = new Conflict(List.of(literal), closed());
      assertThat(check(atMost(0.2), learning(List.of(conflict), byConflict())))
          .isInstanceOf(CheckResult.Rejected.class);
    }
  }

  @Test
  void nothingGoesBackBeforeBoundsAreDerivedNorInFloat32() {
    assertThat(check(atMost(0.2), closed(BACK))).isInstanceOf(CheckResult.Rejected.class);
    ProofNode proof = learning(List.of(both()), byConflict());
    CheckResult inFloat32 =
        new CertificateChecker(1)
            .check(
                atMost(0.2),
                List.of(new CaseProof(SlopeNeurons.none(4), proof)),
                Semantics.FLOAT32,
                Budget.unlimited());
    assertThat(inFloat32).isInstanceOf(CheckResult.Rejected.class);
  }

  /** In doubles a thousand times −0.2 is −199.9999999999972, more than the limit; it is −200. */
  @Test
  void sumsAreChargedForRounding() {
    int n = 1000;
    double[] weights = new double[n];
    double[] low = new double[n];
    double[] high = new double[n];
    Arrays.fill(weights, -0.1);
    Arrays.fill(low, 1);
    Arrays.fill(high, 2);
    NetworkBuilder builder = new NetworkBuilder(1, n);
    builder.add(affine(0, new double[][] {weights}, 0));
    Step back = new Step.Propagate(List.of(Hint.ofRow(0), Hint.ofNeuron(1, 0)));
    Query isFalse = query(builder.build(), low, high, row(-199.999999999999, 1));
    assertThat(check(isFalse, closed(DERIVE, back))).isInstanceOf(CheckResult.Incomplete.class);
    Query isTrue = query(builder.build(), low, high, row(-200.00001, 1));
    assertThat(check(isTrue, closed(DERIVE, back))).isInstanceOf(CheckResult.Accepted.class);
  }

  /** {@code y ≤ 0.2} is impossible, {@code y ≤ 1} is not. */
  @Test
  void rowsOfOnePolyhedronSayNothingOfAnother() {
    List<Polyhedron> two = List.of(Polyhedron.of(row(0.2, 1)), Polyhedron.of(row(1, 1)));
    Query isFalse = query(network(), new double[] {0, 0}, new double[] {1, 1}, two);
    assertThat(check(isFalse, learning(List.of(both()), byConflict())))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  /** Nothing follows from a conflict of which two literals may be false: y is 1 at (0.2, 0.8). */
  @Test
  void conflictsWithTwoOpenLiteralsSayNothing() {
    LinearInequality left =
        LinearInequality.ofInput(0, BigDecimal.ONE, new BigDecimal("0.2"), false);
    List<Polyhedron> unsafe = List.of(new Polyhedron(List.of(row(1, 1), left)));
    Query isFalse = query(network(), new double[] {0, 0}, new double[] {1, 1}, unsafe);
    Literal high = new Literal(0, 1, 0.9, true);
    Literal low = new Literal(0, 1, 0.7, false);
    Conflict never = new Conflict(List.of(high, low, new Literal(0, 0, 0.5, false)), closed());
    ProofNode rest = following(Hint.ofConflict(0), Hint.ofRow(1));
    assertThat(check(isFalse, learning(List.of(never), rest)))
        .isInstanceOf(CheckResult.Incomplete.class);
  }
}
