package org.plumbline.verifier.kernel;

import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;

/**
 * {@link Gemm} by OpenBLAS, one thread per call: the search runs one batch per core instead, and
 * each of its threads owns an instance. Operands travel through native scratch memory in blocks
 * that stay in the second-level cache; pinned weights are copied once. Small products stay in Java,
 * where a native call would cost more than it saves; which product goes where depends on its size
 * only, so that results do not depend on timing. The native library is loaded with this class.
 */
public final class OpenBlasGemm implements Gemm {
  private static final long SMALL = 4096;
  private static final int BLOCK = 1 << 15;

  static {
    openblas_nolapack.blas_set_num_threads(1);
  }

  private final JavaGemm small = new JavaGemm();
  private final NativeConstants constants;
  private final Map<double[], DoublePointer> pinned = new IdentityHashMap<>();
  private final Scratch left = new Scratch();
  private final Scratch right = new Scratch();
  private final Scratch result = new Scratch();

  public OpenBlasGemm(NativeConstants constants) {
    this.constants = constants;
  }

  /** Loads the native library now, for instance on a thread of its own while files are read. */
  public static void load() {
    new OpenBlasGemm(new NativeConstants());
  }

  @Override
  public void pin(double[] constant) {
    pinned.putIfAbsent(constant, null);
  }

  @Override
  public void accumulate(
      int m,
      int n,
      int k,
      double[] a,
      int aOffset,
      int aStride,
      double[] b,
      int bOffset,
      int bStride,
      double[] c,
      int cOffset,
      int cStride) {
    if ((long) m * n * k < SMALL) {
      small.accumulate(m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
      return;
    }
    multiply(
        openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        operand(a, aOffset, aStride, m, k, null),
        operand(b, bOffset, bStride, k, n, right),
        a,
        aOffset,
        aStride,
        c,
        cOffset,
        cStride);
  }

  @Override
  public void accumulateTransposed(
      int m,
      int n,
      int k,
      double[] a,
      int aOffset,
      int aStride,
      double[] b,
      int bOffset,
      int bStride,
      double[] c,
      int cOffset,
      int cStride) {
    if ((long) m * n * k < SMALL) {
      small.accumulateTransposed(
          m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
      return;
    }
    multiply(
        openblas_nolapack.CblasTrans,
        m,
        n,
        k,
        operand(a, aOffset, aStride, m, k, null),
        operand(b, bOffset, bStride, n, k, right),
        a,
        aOffset,
        aStride,
        c,
        cOffset,
        cStride);
  }

  /** A matrix in native memory: where it starts and how far apart its rows are. */
  private record Operand(DoublePointer start, int stride) {}

  /** The pinned copy of a matrix, or a copy made now; null where there is no scratch for one. */
  private Operand operand(
      double[] matrix, int offset, int stride, int rows, int columns, Scratch scratch) {
    if (pinned.containsKey(matrix)) {
      DoublePointer copy = pinned.get(matrix);
      if (copy == null) {
        copy = constants.copyOf(matrix);
        pinned.put(matrix, copy);
      }
      return new Operand(offset == 0 ? copy : copy.getPointer(offset), stride);
    }
    if (scratch == null) {
      return null;
    }
    return new Operand(scratch.put(matrix, offset, stride, rows, columns), columns);
  }

  private void multiply(
      int transposeB,
      int m,
      int n,
      int k,
      Operand pinnedA,
      Operand b,
      double[] a,
      int aOffset,
      int aStride,
      double[] c,
      int cOffset,
      int cStride) {
    int step = Math.max(16, BLOCK / (n + k));
    for (int row = 0; row < m; row += step) {
      int count = Math.min(step, m - row);
      DoublePointer aBlock =
          pinnedA != null
              ? pinnedA.start().getPointer((long) row * pinnedA.stride())
              : left.put(a, aOffset + row * aStride, aStride, count, k);
      int aBlockStride = pinnedA != null ? pinnedA.stride() : k;
      DoublePointer cBlock = result.put(c, cOffset + row * cStride, cStride, count, n);
      openblas_nolapack.cblas_dgemm(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasNoTrans,
          transposeB,
          count,
          n,
          k,
          1,
          aBlock,
          aBlockStride,
          b.start(),
          b.stride(),
          1,
          cBlock,
          n);
      result.get(c, cOffset + row * cStride, cStride, count, n);
    }
  }

  /** Native memory that grows on demand and is reused. */
  private static final class Scratch {
    private DoublePointer memory = new DoublePointer();
    private long capacity;

    DoublePointer put(double[] from, int offset, int stride, int rows, int columns) {
      if (capacity < (long) rows * columns) {
        memory.close();
        capacity = (long) rows * columns * 5 / 4;
        memory = new DoublePointer(capacity);
      }
      memory.position(0);
      if (stride == columns) {
        memory.put(from, offset, rows * columns);
        return memory;
      }
      for (int r = 0; r < rows; r++) {
        memory.position((long) r * columns).put(from, offset + r * stride, columns);
      }
      return memory.position(0);
    }

    void get(double[] to, int offset, int stride, int rows, int columns) {
      memory.position(0);
      if (stride == columns) {
        memory.get(to, offset, rows * columns);
        return;
      }
      for (int r = 0; r < rows; r++) {
        memory.position((long) r * columns).get(to, offset + r * stride, columns);
      }
      memory.position(0);
    }
  }
}
