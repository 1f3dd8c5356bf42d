package org.plumbline.verifier.branching.root;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.verifier.bounds.BatchBounds;

class TwinsTest {
  /** a − 2b, its negation, the same again, another, and two that are always 0. */
  private static final double[] VALUES = {1, -2, -1, 2, 1, -2, 1, -2.5};

  private static final int[] COLUMNS = {0, 1, 0, 1, 0, 1, 0, 1};
  private static final int[] STARTS = {0, 2, 4, 6, 8, 8, 8};

  private static final double[] BIAS = {0.5, -0.5, 0.5, 0.5, 0, -0.0};
  private static final int[] ALL = {0, 1, 2, 3, 4, 5};

  private static Network network(double coefficientError) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    SparseMap map = new SparseMap(2, STARTS, COLUMNS, VALUES, coefficientError);
    builder.add(new AffineLayer(0, map, BIAS.clone()));
    return builder.build();
  }

  @Test
  void oneOfEachIsFirst() {
    assertThat(new Twins(network(0)).firsts(1, ALL)).containsExactly(0, 3, 4);
    assertThat(new Twins(network(0x1p-53)).firsts(1, ALL)).containsExactly(ALL);
  }

  @Test
  void theFirstGivesItsBoundsToAll() {
    BatchBounds bounds = new BatchBounds(network(0));
    bounds.reset(1);
    bounds.intersect(1, 0, 0, -1, 3);
    new Twins(network(0)).spread(1, bounds);
    assertThat(bounds.lower(1)[1]).isEqualTo(-3);
    assertThat(bounds.upper(1)[1]).isEqualTo(1);
    assertThat(bounds.lower(1)[2]).isEqualTo(-1);
    assertThat(bounds.upper(1)[2]).isEqualTo(3);
    assertThat(bounds.upper(1)[3]).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
