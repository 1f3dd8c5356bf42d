package org.plumbline.openblas;

import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.Matrix;

/**
 * {@link Gemm} by OpenBLAS, one thread per call: the search runs one batch per core instead, and
 * each of its threads owns an instance. Operands travel through native scratch memory in blocks
 * that stay in the second-level cache; pinned weights are copied once, huge ones never. Small
 * products stay in Java, where a native call would cost more than it saves; which product goes
 * where depends on its size only, so that results do not depend on timing. The native library is
 * loaded with this class.
 */
public final class OpenBlasGemm implements Gemm {
  private static final long SMALL = 4096;
  private static final int BLOCK = 1 << 15;

  /** Entries of a block of the result where the left matrix is pinned: 1 MiB. */
  private static final int PINNED_BLOCK = 1 << 17;

  /** A matrix of so many entries is read once for so few rows, and not worth a native copy. */
  private static final int HUGE = 1 << 24;

  private static final int FEW_ROWS = 64;

  /** Entries of a strip of such a matrix: 32 MiB. */
  private static final int STRIP = 1 << 22;

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

  @Override
  public void pin(double[] constant) {
    pinned.putIfAbsent(constant, null);
  }

  @Override
  public void accumulate(Matrix a, Matrix b, Matrix c) {
    Gemm.requireFit(a, b, c);
    if (isSmall(a, b)) {
      small.accumulate(a, b, c);
    } else {
      inBlocks(a, b, c, true);
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    Gemm.requireFit(a, b, c);
    if (isSmall(a, b)) {
      small.multiply(a, b, c);
    } else {
      inBlocks(a, b, c, false);
    }
  }

  private static boolean isSmall(Matrix a, Matrix b) {
    boolean isBoundByMemory = a.rows() <= FEW_ROWS && b.size() > HUGE && b.isTransposed();
    return isBoundByMemory || (long) a.rows() * b.rows() * b.columns() < SMALL;
  }

  private void inBlocks(Matrix a, Matrix b, Matrix c, boolean accumulates) {
    if (b.size() > HUGE && b.isTransposed()) {
      inStrips(a, b, c, accumulates);
      return;
    }
    Operand all = operand(b, right);
    int step = Math.max(16, rowsOfBlock(a, b));
    for (int row = 0; row < a.rows(); row += step) {
      int count = Math.min(step, a.rows() - row);
      multiply(operand(a.part(row, count), left), all, c.part(row, count), accumulates);
    }
  }

  /** What is pinned needs no copy, and many rows of it at once are many times faster than few. */
  private int rowsOfBlock(Matrix a, Matrix b) {
    return pinned.containsKey(a.array())
        ? PINNED_BLOCK / b.columns()
        : BLOCK / (b.columns() + b.rows());
  }

  /** So that no native copy of the whole of B is made: some of its columns at a time. */
  private void inStrips(Matrix a, Matrix b, Matrix c, boolean accumulates) {
    Operand rows = operand(a, left);
    int width = Math.max(1, STRIP / b.rows());
    for (int first = 0; first < b.columns(); first += width) {
      int count = Math.min(width, b.columns() - first);
      Matrix strip =
          Matrix.of(b.array(), b.offset() + first * b.rows(), count, b.rows()).transposed();
      Matrix product = Matrix.of(new double[a.rows() * count], 0, a.rows(), count);
      multiply(rows, new Operand(strip, right.put(strip)), product, false);
      for (int r = 0; r < a.rows(); r++) {
        int to = c.offset() + r * c.columns() + first;
        for (int i = 0; i < count; i++) {
          double before = accumulates ? c.array()[to + i] : 0;
          c.array()[to + i] = before + product.array()[r * count + i];
        }
      }
    }
  }

  /** A matrix whose entries start at an address of native memory. */
  private record Operand(Matrix matrix, DoublePointer start) {}

  /** The pinned copy of a matrix, or a copy made now. */
  private Operand operand(Matrix matrix, Scratch scratch) {
    if (!pinned.containsKey(matrix.array())) {
      return new Operand(matrix, scratch.put(matrix));
    }
    DoublePointer copy = pinned.get(matrix.array());
    if (copy == null) {
      copy = constants.copyOf(matrix.array());
      pinned.put(matrix.array(), copy);
    }
    return new Operand(matrix, matrix.offset() == 0 ? copy : copy.getPointer(matrix.offset()));
  }

  private void multiply(Operand a, Operand b, Matrix c, boolean accumulates) {
    DoublePointer sum = accumulates ? result.put(c) : result.room(c);
    openblas_nolapack.cblas_dgemm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasNoTrans,
        b.matrix().isTransposed() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        c.rows(),
        c.columns(),
        a.matrix().columns(),
        1,
        a.start(),
        a.matrix().stride(),
        b.start(),
        b.matrix().stride(),
        accumulates ? 1 : 0,
        sum,
        c.stride());
    sum.get(c.array(), c.offset(), c.size());
  }

  /** Native memory that grows on demand and is reused. */
  private static final class Scratch {
    private DoublePointer memory = new DoublePointer();
    private long capacity;

    DoublePointer put(Matrix matrix) {
      return room(matrix).put(matrix.array(), matrix.offset(), matrix.size());
    }

    DoublePointer room(Matrix matrix) {
      if (capacity < matrix.size()) {
        memory.close();
        capacity = matrix.size() * 5L / 4;
        memory = new DoublePointer(capacity);
      }
      return memory;
    }
  }
}
