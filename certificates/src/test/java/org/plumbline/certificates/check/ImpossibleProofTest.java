package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.atLeast;
import static org.plumbline.certificates.check.Questions.byFirstRow;
import static org.plumbline.certificates.check.Questions.check;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;

/** Certificates that speak of what is not there are rejected, and do not make the checker fail. */
class ImpossibleProofTest {
  static List<ProofNode> incomplete() {
    Step.Witness witness = new Step.Witness(0, new int[] {0}, new double[] {1}, null, null);
    ProofNode leaf = closed(DERIVE, byFirstRow(1));
    return List.of(
        closed(byFirstRow(1)),
        closed(new Step.ClipInputs()),
        closed(DERIVE, new Step.ClipNeurons(null, List.of()), byFirstRow(1)),
        closed(DERIVE, new Step.ClipNeurons(witness, List.of()), byFirstRow(1)),
        new ProofNode.Split(List.of(), 0, 0, 0, leaf, leaf),
        new ProofNode.Split(List.of(), 3, 0, 0, leaf, leaf),
        new ProofNode.ByPolyhedron(List.of(), List.of(leaf)),
        new ProofNode.ByPolyhedron(List.of(DERIVE), List.of()),
        new ProofNode.ByPolyhedron(List.of(DERIVE), List.of(leaf, leaf)));
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void proofsWithoutAStepAreRejected(ProofNode root) {
    assertThat(check(atLeast(0.75), root)).isInstanceOf(CheckResult.Rejected.class);
    assertThat(check(atLeast(2), root)).isInstanceOf(CheckResult.Rejected.class);
  }

  @Test
  void leavesThatRefuteNothingAreOpen() {
    CheckResult.Incomplete open =
        new CheckResult.Incomplete("1 leaf is open", List.of(new CheckResult.Leaf(0, new int[0])));
    assertThat(check(atLeast(0.75), closed(DERIVE))).isEqualTo(open);
    assertThat(check(atLeast(0.75), closed())).isEqualTo(open);
  }

  static List<Step.Witness> impossible() {
    int[] row = {0};
    double[] one = {1};
    return List.of(
        new Step.Witness(-1, row, one, null, null),
        new Step.Witness(1, row, one, null, null),
        new Step.Witness(0, new int[] {-1}, one, null, null),
        new Step.Witness(0, new int[] {1}, one, null, null),
        new Step.Witness(0, new int[] {0, 0}, one, null, null),
        new Step.Witness(0, row, new double[] {1, 1}, null, null),
        new Step.Witness(0, new int[] {0, 0}, new double[] {1, 1}, null, null),
        new Step.Witness(0, row, new double[] {-1}, null, null),
        new Step.Witness(0, row, new double[] {Double.NaN}, null, null),
        new Step.Witness(0, row, new double[] {Double.POSITIVE_INFINITY}, null, null),
        new Step.Witness(0, row, one, null, new float[] {1}),
        new Step.Witness(0, new int[0], new double[0], null, null),
        new Step.Witness(0, row, new double[] {0}, null, null));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void witnessesOfNothingAreRejected(Step.Witness witness) {
    assertThat(check(atLeast(2), closed(DERIVE, new Step.Refute(witness))))
        .isInstanceOf(CheckResult.Rejected.class);
    assertThat(check(atLeast(2), closed(DERIVE, byFirstRow(1))))
        .isInstanceOf(CheckResult.Accepted.class);
  }

  static List<float[]> multipliers() {
    return List.of(
        new float[] {},
        new float[] {1, 1},
        new float[] {-1},
        new float[] {Float.NaN},
        new float[] {Float.POSITIVE_INFINITY});
  }

  @ParameterizedTest
  @MethodSource("multipliers")
  void multipliersOfNothingAreRejected(float[] multipliers) {
    Step.Refute refute =
        new Step.Refute(new Step.Witness(0, new int[] {0}, new double[] {1}, null, multipliers));
    ProofNode leaf = closed(DERIVE, byFirstRow(1));
    ProofNode root = new ProofNode.Split(List.of(DERIVE), 3, 0, 0, closed(DERIVE, refute), leaf);
    assertThat(check(atLeast(2), root)).isInstanceOf(CheckResult.Rejected.class);
  }

  @Test
  void splitsOfNothingAreRejected() {
    ProofNode leaf = closed(DERIVE, byFirstRow(1));
    for (int[] at : new int[][] {{-1, 0}, {6, 0}, {0, 1}, {0, -1}, {3, 1}}) {
      ProofNode split = new ProofNode.Split(List.of(DERIVE), at[0], at[1], 0, leaf, leaf);
      assertThat(check(atLeast(2), split)).isInstanceOf(CheckResult.Rejected.class);
    }
    ProofNode noNumber = new ProofNode.Split(List.of(DERIVE), 0, 0, Double.NaN, leaf, leaf);
    assertThat(check(atLeast(2), noNumber)).isInstanceOf(CheckResult.Rejected.class);
  }

  static List<SlopeNeurons> noRelus() {
    return List.of(
        new SlopeNeurons(new int[][] {{0}}),
        new SlopeNeurons(new int[][] {{}, {0}}),
        new SlopeNeurons(new int[][] {{}, {}, {1}}),
        new SlopeNeurons(new int[][] {{}, {}, {-1}}),
        new SlopeNeurons(new int[][] {{}, {}, {0, 0}}),
        new SlopeNeurons(new int[][] {{}, {}, {}, {}, {}, {}, {0}}));
  }

  @ParameterizedTest
  @MethodSource("noRelus")
  void slopesOfNothingAreRejected(SlopeNeurons neurons) {
    assertThat(check(atLeast(2), neurons, closed(DERIVE, byFirstRow(1))))
        .isInstanceOf(CheckResult.Rejected.class);
  }

  @Test
  void claimsOfNothingAreRejected() {
    SlopeNeurons neurons = new SlopeNeurons(new int[][] {{}, {}, {0}, {}, {0}});
    for (Step.Claim claim :
        List.of(
            new Step.Claim(-1, false, 1),
            new Step.Claim(2, false, 1),
            new Step.Claim(0, true, -1),
            new Step.Claim(0, true, Float.NaN),
            new Step.Claim(0, true, Float.POSITIVE_INFINITY))) {
      Step clip = new Step.ClipNeurons(null, List.of(claim));
      ProofNode root =
          new ProofNode.Split(
              List.of(DERIVE),
              3,
              0,
              0,
              closed(DERIVE, byFirstRow(1)),
              closed(DERIVE, clip, byFirstRow(1)));
      assertThat(check(atLeast(2), neurons, root)).isInstanceOf(CheckResult.Rejected.class);
    }
  }

  /** As deep as a file may be; deeper ones are malformed, see the reader. */
  @Test
  void deepTreesAreCheckedAndDeeperOnesAreNot() {
    ProofNode leaf = closed(DERIVE, byFirstRow(1));
    ProofNode node = leaf;
    for (int depth = 0; depth < 2000; depth++) {
      node = new ProofNode.Split(depth == 1999 ? List.of(DERIVE) : List.of(), 3, 0, 0, leaf, node);
    }
    assertThat(check(atLeast(2), node)).isInstanceOf(CheckResult.Accepted.class);
    for (int depth = 0; depth < 100_000; depth++) {
      node = new ProofNode.Split(List.of(DERIVE), 3, 0, 0, leaf, node);
    }
    assertThat(check(atLeast(2), node)).isInstanceOf(CheckResult.Rejected.class);
    for (int depth = 0; depth < 100_000; depth++) {
      node = new ProofNode.ByPolyhedron(List.of(DERIVE), List.of(node));
    }
    assertThat(check(atLeast(2), node)).isInstanceOf(CheckResult.Rejected.class);
  }
}
