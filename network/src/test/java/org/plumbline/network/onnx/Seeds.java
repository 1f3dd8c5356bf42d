package org.plumbline.network.onnx;

import java.util.stream.IntStream;

/** Seeds of randomised tests. */
final class Seeds {
  private Seeds() {}

  static IntStream thirty() {
    return IntStream.range(0, 30);
  }

  static IntStream hundred() {
    return IntStream.range(0, 100);
  }
}
