package org.plumbline.network.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SelectionMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    int inputs = 1 + random.nextInt(9);
    int outputs = 1 + random.nextInt(12);
    return new SelectionMap(inputs, random.ints(outputs, -1, inputs).toArray());
  }

  @Test
  void knowsTheIdentity() {
    assertThat(new SelectionMap(3, new int[] {0, 1, 2}).isIdentity()).isTrue();
    assertThat(new SelectionMap(3, new int[] {0, 2, 1}).isIdentity()).isFalse();
    assertThat(new SelectionMap(3, new int[] {0, 1}).isIdentity()).isFalse();
  }
}
