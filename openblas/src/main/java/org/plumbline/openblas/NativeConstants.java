package org.plumbline.openblas;

import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;

/** Copies of weights in native memory, shared by the {@link OpenBlasGemm}s of one search. */
public final class NativeConstants {
  private final Map<double[], DoublePointer> copies = new IdentityHashMap<>();

  synchronized DoublePointer copyOf(double[] constant) {
    return copies.computeIfAbsent(constant, array -> new DoublePointer(array));
  }
}
