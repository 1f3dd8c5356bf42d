package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.plumbline.certificates.check.Questions.DERIVE;
import static org.plumbline.certificates.check.Questions.acceptedChoices;
import static org.plumbline.certificates.check.Questions.closed;
import static org.plumbline.certificates.check.Questions.query;
import static org.plumbline.certificates.check.Questions.row;
import static org.plumbline.certificates.check.Questions.withChoice;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;
import org.plumbline.certificates.slope.ProductSlopes;
import org.plumbline.certificates.slope.ShareByte;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.query.Query;

/** Planes beside products with slopes of a certificate hold, and prove more than guessed ones. */
class ChosenPlanesTest {
  private static final SlopeNeurons ONE = new SlopeNeurons(new int[][] {{}, {}, {}, {0}, {}});

  @Test
  void planesOfAllBytesHold() {
    Random random = new Random(3);
    for (int trial = 0; trial < 5_000; trial++) {
      double l = 3 * random.nextGaussian();
      double u = l + 2 * random.nextDouble();
      double m = 3 * random.nextGaussian();
      double v = m + 2 * random.nextDouble();
      double a = l + (u - l) * random.nextDouble();
      double b = m + (v - m) * random.nextDouble();
      byte choice = (byte) random.nextInt(255);
      double slack = 1e-13 * (1 + Math.abs(a * b));
      ProductSlopes below = ProductSlopes.of(choice, true, l, u, m, v);
      ProductSlopes above = ProductSlopes.of(choice, false, l, u, m, v);
      double least = Planes.ofProduct(below, true, l, u, m, v);
      double most = Planes.ofProduct(above, false, l, u, m, v);
      assertThat(below.left() * a + below.right() * b + least).isLessThanOrEqualTo(a * b + slack);
      assertThat(above.left() * a + above.right() * b + most).isGreaterThanOrEqualTo(a * b - slack);
      // Each mean of two of McCormick's planes touches the product at two corners.
      double share = Math.min(254, choice & 0xff) / 254.0;
      double mean = -(1 - share) * l * m - share * u * v;
      assertThat(least).isCloseTo(mean, within(1e-10));
    }
  }

  /** {@code y = a·b − tilt·(a + b)}. */
  private static Network tilted(double tilt) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int a = builder.add(Questions.affine(0, new double[][] {{1, 0}}, 0));
    int b = builder.add(Questions.affine(0, new double[][] {{0, 1}}, 0));
    int product = builder.add(new ProductLayer(a, b, 1));
    builder.add(
        new AffineLayer(
            List.of(
                new AffineLayer.Term(product, new DenseMap(1, 1, new double[] {1})),
                new AffineLayer.Term(0, new DenseMap(1, 2, new double[] {-tilt, -tilt}))),
            new double[] {0},
            null));
    return builder.build();
  }

  /** Unsafe: {@code ab − a − b ≤ limit} on [0, 1]², where the least value is −1. */
  private static Query atMost(double limit) {
    return query(tilted(1), new double[] {0, 0}, new double[] {1, 1}, row(limit, 1));
  }

  @Test
  void theRightPlaneProvesWhatTheGuessedOneDoesNot() {
    Query query = atMost(-1.01);
    byte second = ShareByte.nearest(1);
    assertThat(Questions.check(query, ONE, withChoice(second)))
        .isInstanceOf(CheckResult.Accepted.class);
    assertThat(Questions.check(query, ONE, withChoice(ShareByte.GUESS)))
        .isInstanceOf(CheckResult.Rejected.class);
    assertThat(acceptedChoices(atMost(-1.01), ONE)).isBetween(1, 20);
  }

  @Test
  void noPlaneProvesWhatIsFalse() {
    assertThat(acceptedChoices(atMost(-1), ONE)).isZero();
    assertThat(acceptedChoices(atMost(-0.5), ONE)).isZero();
  }

  /** Only ReLUs are split, and narrowed by constraints. */
  @Test
  void claimsAndTreesAboutProductsAreRejected() {
    Query query = atMost(-1.01);
    Step.Claim claim = new Step.Claim(0, true, 1);
    Step.Witness witness = new Step.Witness(0, new int[] {0}, new double[] {1}, null, null);
    ProofNode leaf = closed(new Step.ClipNeurons(witness, List.of(claim)));
    ProofNode root = new ProofNode.ByPolyhedron(List.of(DERIVE), List.of(leaf));
    assertThat(Questions.check(query, ONE, root)).isInstanceOf(CheckResult.Rejected.class);
    SplitTree tree = new SplitTree(new int[] {0, -1, -1}, new float[2]);
    Step.NeuronRow row =
        new Step.NeuronRow(4, 0, false, new byte[] {0}, new float[0], Optional.of(tree));
    Step derive = new Step.Derive(Step.Passes.LISTED, List.of(row));
    assertThat(Questions.check(query, ONE, closed(DERIVE, derive)))
        .isInstanceOf(CheckResult.Rejected.class);
  }
}
