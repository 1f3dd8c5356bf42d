package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.fuzz.Problem.Row;

/** Numbers at both ends of the doubles: what overflows or underflows on the way proves nothing. */
class ExtremeNumbersTest {
  private static final int MILLIS_PER_QUERY = 50;

  private final NetworkBuilder builder = new NetworkBuilder(1, 1);

  private int scaled(int source, double weight, double bias) {
    return builder.add(
        new AffineLayer(source, new DenseMap(1, 1, new double[] {weight}), new double[] {bias}));
  }

  private int relu(int source) {
    return builder.add(new ActivationLayer(source, 1, Activation.RELU));
  }

  /** No proof of what an execution violates, and no bound that one leaves. */
  private static void assertNothingWrong(NetworkBuilder builder, double low, double high) {
    int inputs = builder.size(0);
    double[] lower = new double[inputs];
    double[] upper = new double[inputs];
    Arrays.fill(lower, low);
    Arrays.fill(upper, high);
    Network network = builder.build();
    Box box = new Box(lower, upper);
    for (double sign : new double[] {1, -1}) {
      List<Row> row = List.of(new Row(null, new double[] {sign}, 0));
      List<double[]> hints =
          new ArrayList<>(new Attack(network, box).candidates(row, lower, new Random(1)));
      hints.subList(Math.min(3, hints.size()), hints.size()).clear();
      hints.add(lower);
      for (double[] hint : hints) {
        Problem problem = RandomProblem.atHint(new Problem(network, box, List.of(row), hint));
        assertThat(new Judge(MILLIS_PER_QUERY).complaint(problem)).as("%s", problem).isEmpty();
      }
    }
  }

  /** 10¹⁶⁰·10¹⁶⁰ is not a double: the coefficient that goes back to y loses half of its digits. */
  @Test
  void coefficientsThatUnderflowBeforeLargeValues() {
    int y = relu(scaled(0, 1e308, 0));
    scaled(relu(scaled(y, 1e-160, 0)), 1e-160, 0);
    assertNothingWrong(builder, 1, 1.5);
  }

  @Test
  void valuesThatUnderflowBeforeLargeWeights() {
    int tiny = scaled(0, 3 * Double.MIN_VALUE, 0);
    int one = scaled(tiny, 1e300, 0);
    int other = scaled(tiny, 1e300, 1);
    int product = builder.add(new ProductLayer(one, other, 1));
    scaled(product, 1e24, 0);
    assertNothingWrong(builder, 1, 1.3);
  }

  /** The sum passes 10³⁰⁸ on its way to 0. */
  @Test
  void sumsThatOverflowOnTheWay() {
    NetworkBuilder four = new NetworkBuilder(1, 4);
    double[] weights = {1.7e308, 1.7e308, -1.7e308, -1.7e308};
    four.add(new AffineLayer(0, new DenseMap(1, 4, weights), new double[1]));
    assertNothingWrong(four, 1, 1);
    assertNothingWrong(four, 1, 1.25);
  }

  @Test
  void biasesThatUnderflowWhenLayersAreMerged() {
    int inner =
        builder.add(
            new AffineLayer(0, new DiagonalMap(new double[] {1e-140}, 0), new double[] {1e-200}));
    int outer =
        builder.add(
            new AffineLayer(inner, new DiagonalMap(new double[] {1e-121}, 0), new double[1]));
    int back = scaled(relu(outer), 1e300, 0);
    scaled(relu(back), 1e20, 0);
    assertNothingWrong(builder, 0, 1e-80);
  }

  @Test
  void slopesOfSquareRootsThatOverflow() {
    builder.add(new ActivationLayer(0, 1, Activation.of(Activation.Kind.SQRT)));
    assertNothingWrong(builder, 0, 1e-319);
  }

  @Test
  void reciprocalsOfTinyNumbers() {
    builder.add(new ActivationLayer(0, 1, Activation.of(Activation.Kind.RECIPROCAL)));
    assertNothingWrong(builder, 1e-200, 1e-150);
    assertNothingWrong(builder, Double.MIN_NORMAL, 4 * Double.MIN_NORMAL);
  }

  /** Rows of a property, too, may be beyond what doubles multiply. */
  @Test
  void limitsAndCoefficientsAtTheEndsOfTheDoubles() {
    scaled(0, 1, 0);
    for (double scale : new double[] {Double.MIN_VALUE, 1e-310, 1e300, Double.MAX_VALUE}) {
      for (double x : new double[] {-1, 0, 1}) {
        double limit = new BigDecimal(scale).multiply(new BigDecimal(x)).doubleValue();
        Problem problem =
            new Problem(
                builder.build(),
                new Box(new double[] {-1}, new double[] {1}),
                List.of(List.of(new Row(null, new double[] {scale}, limit))),
                new double[] {x});
        assertThat(new Judge(MILLIS_PER_QUERY).complaint(problem)).as("%s", problem).isEmpty();
      }
    }
  }

  /** The terms of the row pass 10³⁰⁸ on their way to 0. */
  @Test
  void rowsThatOverflowOnTheWay() {
    NetworkBuilder four = new NetworkBuilder(1, 4);
    double[] scale = {1, 1, 1, 1};
    four.add(new AffineLayer(0, new DiagonalMap(scale, 0), new double[4]));
    double[] row = {1.7e308, 1.7e308, -1.7e308, -1.7e308};
    for (double upper : new double[] {1, 1.5}) {
      double[] high = {upper, upper, upper, upper};
      Problem problem =
          new Problem(
              four.build(),
              new Box(new double[] {1, 1, 1, 1}, high),
              List.of(List.of(new Row(null, row, 0))),
              new double[] {1, 1, 1, 1});
      assertThat(new Judge(MILLIS_PER_QUERY).complaint(problem)).as("%s", problem).isEmpty();
    }
  }

  /** The sum between the two factors of a composed map is below the doubles. */
  @Test
  void factorsThatUnderflowBetweenThem() {
    DiagonalMap tiny = new DiagonalMap(new double[] {1e-200}, 0);
    DiagonalMap tinier = new DiagonalMap(new double[] {3e-124}, 0);
    DiagonalMap huge = new DiagonalMap(new double[] {1e300}, 0);
    int forwards =
        builder.add(
            new AffineLayer(
                0, new ComposedMap(new ComposedMap(tiny, tinier), huge), new double[1]));
    scaled(forwards, 1e24, 0);
    assertNothingWrong(builder, 1, 1.3);
    NetworkBuilder backwards = new NetworkBuilder(1, 1);
    backwards.add(
        new AffineLayer(0, new ComposedMap(new ComposedMap(huge, tiny), tinier), new double[1]));
    assertNothingWrong(backwards, 1, 1.3);
  }
}
