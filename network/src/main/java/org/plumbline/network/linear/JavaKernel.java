package org.plumbline.network.linear;

import java.util.function.Supplier;

/** Matrix products in plain Java. */
public final class JavaKernel implements MatrixKernel {
  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public boolean isNative() {
    return false;
  }

  @Override
  public Supplier<Gemm> gemms() {
    return JavaGemm::new;
  }
}
