package org.plumbline.network.linear;

import java.util.Random;

final class TransposedMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    return new TransposedMap(ConvolutionMapTest.convolution(random));
  }
}
