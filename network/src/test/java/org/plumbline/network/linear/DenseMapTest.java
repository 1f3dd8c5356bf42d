package org.plumbline.network.linear;

import java.util.Random;

final class DenseMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    int outputs = 1 + random.nextInt(9);
    int inputs = 1 + random.nextInt(9);
    return new DenseMap(outputs, inputs, gaussians(random, outputs * inputs));
  }
}
