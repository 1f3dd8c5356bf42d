package org.plumbline.specs.robustness;

/** How the values of an image follow one another. */
public enum ChannelOrder {
  /** Channels first: channel by channel, each row by row. */
  CHW("channels first"),
  /** Channels last: pixel by pixel, the channels of a pixel together. */
  HWC("channels last");

  private final String words;

  ChannelOrder(String words) {
    this.words = words;
  }

  /** The channel of a value. */
  public int channel(int index, int values, int channels) {
    return this == CHW ? index / (values / channels) : index % channels;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
