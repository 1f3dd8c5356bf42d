package org.plumbline.network.linear;

import java.util.Random;

final class DiagonalMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    return new DiagonalMap(gaussians(random, 1 + random.nextInt(9)), 0);
  }
}
