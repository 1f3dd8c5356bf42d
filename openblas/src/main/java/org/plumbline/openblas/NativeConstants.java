package org.plumbline.openblas;

import java.util.Map;
import java.util.WeakHashMap;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Copies of weights in native memory, shared by the {@link OpenBlasGemm}s of one search. A copy
 * goes when nobody has its array any more: a search may make many networks, one after the other.
 */
public final class NativeConstants {
  private final Map<double[], DoublePointer> copies = new WeakHashMap<>();

  synchronized DoublePointer copyOf(double[] constant) {
    return copies.computeIfAbsent(constant, array -> new DoublePointer(array));
  }
}
