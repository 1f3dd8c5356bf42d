package org.plumbline.specs.robustness;

/** How the values of an image follow one another. */
public enum ChannelOrder {
  /** Channel by channel, each row by row, as ONNX models expect. */
  CHW,
  /** Pixel by pixel, the channels of a pixel together. */
  HWC;

  /** The channel of a value. */
  public int channel(int index, int values, int channels) {
    return this == CHW ? index / (values / channels) : index % channels;
  }
}
