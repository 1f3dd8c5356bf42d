package org.plumbline.network.linear;

/**
 * The geometry of a two-dimensional window sliding over an image: convolution and pooling. Signals
 * of one dimension are images of height one.
 *
 * @param inHeight height of the unpadded input
 * @param padTop rows of padding above; padding below follows from the output size
 */
public record Window(
    int inHeight,
    int inWidth,
    int outHeight,
    int outWidth,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int padTop,
    int padLeft) {
  public int inPixels() {
    return inHeight * inWidth;
  }

  public int outPixels() {
    return outHeight * outWidth;
  }

  public int taps() {
    return kernelHeight * kernelWidth;
  }

  /** The part of the outputs from a row and a column on. */
  Window part(int row, int rows, int column, int columns) {
    return new Window(
        inHeight,
        inWidth,
        rows,
        columns,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        padTop - row * strideHeight,
        padLeft - column * strideWidth);
  }

  /** The output pixel of a whole where this part of it starts. */
  int firstIn(Window whole) {
    int row = (whole.padTop - padTop) / strideHeight;
    int column = (whole.padLeft - padLeft) / strideWidth;
    return row * whole.outWidth + column;
  }

  /** Input row that kernel row {@code k} sees from output row {@code o}; outside: padding. */
  public int inRow(int o, int k) {
    return o * strideHeight + k * dilationHeight - padTop;
  }

  public int inColumn(int o, int k) {
    return o * strideWidth + k * dilationWidth - padLeft;
  }

  /** Output row that sees input row {@code i} in kernel row {@code k}, or −1. */
  public int outRow(int i, int k) {
    return position(i + padTop - k * dilationHeight, strideHeight, outHeight);
  }

  public int outColumn(int i, int k) {
    return position(i + padLeft - k * dilationWidth, strideWidth, outWidth);
  }

  private static int position(int offset, int stride, int end) {
    return offset >= 0 && offset % stride == 0 && offset / stride < end ? offset / stride : -1;
  }

  public boolean isRowInside(int row) {
    return row >= 0 && row < inHeight;
  }

  public boolean isColumnInside(int column) {
    return column >= 0 && column < inWidth;
  }

  /** The first output column whose tap in kernel column {@code k} is not left of the image. */
  public int firstInside(int k) {
    int before = padLeft - k * dilationWidth;
    int first = before <= 0 ? 0 : (before + strideWidth - 1) / strideWidth;
    return Math.min(outWidth, first);
  }

  /** One past the last output column whose tap in kernel column {@code k} is inside the image. */
  public int endInside(int k) {
    int room = inWidth - 1 + padLeft - k * dilationWidth;
    return room < 0 ? 0 : Math.min(outWidth, room / strideWidth + 1);
  }
}
