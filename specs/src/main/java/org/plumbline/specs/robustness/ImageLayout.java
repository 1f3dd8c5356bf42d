package org.plumbline.specs.robustness;

/** How an image lies in the values of an input. */
public record ImageLayout(int height, int width, int channels, ChannelOrder order) {

  /** The place of a pixel's value; pixels are counted row by row. */
  public int place(int channel, int pixel) {
    return order == ChannelOrder.CHW
        ? channel * height * width + pixel
        : pixel * channels + channel;
  }

  public int values() {
    return height * width * channels;
  }

  /** For people; the order matters where there are several channels. */
  public String words() {
    return size() + (channels > 1 ? ", " + order.words() : "");
  }

  String size() {
    return size(height, width, channels);
  }

  static String size(int height, int width, int channels) {
    return height
        + (height == 1 ? " row of " : " rows of ")
        + width
        + (width == 1 ? " pixel" : " pixels")
        + " in "
        + channels
        + (channels == 1 ? " channel" : " channels");
  }
}
