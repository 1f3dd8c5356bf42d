package org.plumbline.verifier.certified;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the inputs and outputs of a query are those that its property declares. Declared inputs that
 * have to be equal are one free input of the query; behind the declared outputs the query has
 * products of free inputs and declared outputs.
 *
 * @param inputs number of free inputs
 * @param freeOfInput for each declared input the free one that stands for it
 * @param products each the places of its factors: a free input's own place, and {@code inputs + j}
 *     for declared output j
 */
record Arrangement(int inputs, int[] freeOfInput, List<int[]> products) {
  Arrangement {
    freeOfInput = freeOfInput.clone();
    products = products.stream().map(int[]::clone).toList();
    int[] free = Arrays.stream(freeOfInput).distinct().sorted().toArray();
    if (free.length != inputs || free[0] != 0 || free[inputs - 1] != inputs - 1) {
      throw new IllegalArgumentException(
          "of " + inputs + " free inputs, " + free.length + " stand for declared ones");
    }
  }

  /** As they are declared. */
  static Arrangement plain(int inputs) {
    int[] own = new int[inputs];
    Arrays.setAll(own, i -> i);
    return new Arrangement(inputs, own, List.of());
  }

  /** The declared inputs. */
  BigDecimal[] declared(BigDecimal[] x) {
    BigDecimal[] declared = new BigDecimal[freeOfInput.length];
    Arrays.setAll(declared, i -> x[freeOfInput[i]]);
    return declared;
  }

  /** All outputs of the query. */
  BigDecimal[] withProducts(BigDecimal[] x, BigDecimal[] y) {
    if (products.isEmpty()) {
      return y;
    }
    BigDecimal[] all = Arrays.copyOf(y, y.length + products.size());
    for (int k = 0; k < products.size(); k++) {
      BigDecimal product = BigDecimal.ONE;
      for (int factor : products.get(k)) {
        product = product.multiply(factor < inputs ? x[factor] : y[factor - inputs]);
      }
      all[y.length + k] = product;
    }
    return all;
  }

  /** Declared inputs that are not the only one of their free input. */
  int[] merged() {
    int[] sizes = new int[inputs];
    Arrays.stream(freeOfInput).forEach(free -> sizes[free]++);
    return IntStream.range(0, freeOfInput.length).filter(i -> sizes[freeOfInput[i]] > 1).toArray();
  }
}
