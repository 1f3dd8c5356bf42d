package org.plumbline.network.linear;

import java.util.Random;

final class ComposedMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    LinearMap first = ConvolutionMapTest.convolution(random);
    return new ComposedMap(
        first, SparseMapTest.sparse(random, 1 + random.nextInt(6), first.outputSize()));
  }

  @Override
  boolean isElementary() {
    return false;
  }
}
