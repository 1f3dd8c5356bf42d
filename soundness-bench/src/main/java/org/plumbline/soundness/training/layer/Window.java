package org.plumbline.soundness.training.layer;

/**
 * Where a square kernel looks in an image of planes of {@code side × side} values, with as many
 * zeros around it as half the kernel.
 */
public record Window(int side, int kernel, int stride, int padding) {
  public Window {
    if (kernel > side + 2 * padding) {
      throw new IllegalArgumentException("kernel " + kernel + " on " + side + " + 2·" + padding);
    }
  }

  int cells() {
    return kernel * kernel;
  }

  int plane() {
    return side * side;
  }

  public int outputPlane() {
    return outputSide() * outputSide();
  }

  public int outputSide() {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  /** Sees the input at (row, column) of its plane under a cell of the kernel. */
  interface Visitor {
    void see(int output, int cell, int input);
  }

  void visit(Visitor visitor) {
    int out = outputSide();
    for (int o = 0; o < outputPlane(); o++) {
      for (int cell = 0; cell < cells(); cell++) {
        int row = o / out * stride - padding + cell / kernel;
        int column = o % out * stride - padding + cell % kernel;
        if (row >= 0 && row < side && column >= 0 && column < side) {
          visitor.see(o, cell, row * side + column);
        }
      }
    }
  }
}
