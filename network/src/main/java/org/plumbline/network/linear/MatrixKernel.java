package org.plumbline.network.linear;

import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * What multiplies the matrices of a search. Native code stands in artifacts of its own ({@code
 * plumbline-openblas}) and is found where they are on the class path; without them products are
 * made in Java, which is slower and gives bounds that are as sound.
 */
public interface MatrixKernel {
  /** For reports. */
  String name();

  /** Whether products are made by native code. */
  boolean isNative();

  /** Makes one instance for each thread of one search; what they share ends with the search. */
  Supplier<Gemm> gemms();

  /** The fastest that is there. */
  static MatrixKernel best() {
    return ServiceLoader.load(MatrixKernel.class, MatrixKernel.class.getClassLoader())
        .findFirst()
        .orElseGet(JavaKernel::new);
  }
}
