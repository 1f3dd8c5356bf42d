package org.plumbline.openblas;

import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.MatrixKernel;

/**
 * Matrix products by OpenBLAS, or in Java where its library for this platform is not there. The
 * library is loaded by the first product's maker.
 */
public final class OpenBlasKernel implements MatrixKernel {
  @Override
  public String name() {
    return Library.IS_THERE ? "OpenBLAS" : "plain Java, since OpenBLAS cannot be loaded";
  }

  @Override
  public boolean isNative() {
    return Library.IS_THERE;
  }

  @Override
  public Supplier<Gemm> gemms() {
    NativeConstants constants = new NativeConstants();
    return () -> Library.IS_THERE ? new OpenBlasGemm(constants) : new JavaGemm();
  }

  /** Tried once, when somebody asks. */
  private static final class Library {
    static final boolean IS_THERE = isThere();

    private static boolean isThere() {
      try {
        new OpenBlasGemm(new NativeConstants());
        return true;
      } catch (LinkageError e) {
        return false;
      }
    }
  }
}
