package org.plumbline.network.linear;

import java.util.Arrays;
import java.util.Random;

final class SparseMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    return sparse(random, 1 + random.nextInt(9), 1 + random.nextInt(9));
  }

  static SparseMap sparse(Random random, int outputs, int inputs) {
    int[] start = new int[outputs + 1];
    int[] columns = new int[outputs * inputs];
    int count = 0;
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        if (random.nextInt(3) == 0) {
          columns[count++] = i;
        }
      }
      start[o + 1] = count;
    }
    double[] values =
        random.doubles(count, 0.1, 1).map(v -> random.nextBoolean() ? v : -v).toArray();
    return new SparseMap(inputs, start, Arrays.copyOf(columns, count), values, 0);
  }
}
