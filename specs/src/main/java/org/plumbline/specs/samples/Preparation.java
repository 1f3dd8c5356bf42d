package org.plumbline.specs.samples;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;

/**
 * How images become inputs of a network: brightness is scaled, then {@code (v − mean) / deviation}
 * is taken per channel, in double.
 *
 * @param mean one per channel, or none
 * @param deviation one per channel, positive, or none
 */
public record Preparation(
    InputReader.Scale scale, ChannelOrder order, double[] mean, double[] deviation) {
  public Preparation {
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          mean.length + " means but " + deviation.length + " deviations");
    }
  }

  /** Images from 0 to 1, channel by channel. */
  public static Preparation plain() {
    return new Preparation(InputReader.Scale.UNIT, ChannelOrder.CHW, new double[0], new double[0]);
  }

  /**
   * The values of an image of {@code [pixels × channels]} unsigned bytes that start at an offset.
   */
  void image(byte[] levels, int from, int pixels, int channels, double[] values, int offset) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < channels; c++) {
        int level = levels[from + p * channels + c] & 0xff;
        int at = order == ChannelOrder.CHW ? c * pixels + p : p * channels + c;
        values[offset + at] = scale == InputReader.Scale.BYTES ? level : level / 255f;
      }
    }
    normalise(values, offset, pixels * channels);
  }

  /** One input, as {@link Samples} would make it of a file; its numbers are taken as they are. */
  public double[] read(Path file) {
    double[] values =
        Arrays.stream(new InputReader(scale, order).read(file))
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    if (mean.length > 0 && values.length % mean.length != 0) {
      throw new ParseException(
          file.toString(),
          values.length + " values are not divisible into " + mean.length + " channels");
    }
    normalise(values, 0, values.length);
    return values;
  }

  /** What a value was before normalisation. */
  public double original(double value, int index, int count) {
    if (mean.length == 0) {
      return value;
    }
    int channel = order.channel(index, count, mean.length);
    return value * deviation[channel] + mean[channel];
  }

  void normalise(double[] values, int offset, int count) {
    if (mean.length == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int channel = order.channel(i, count, mean.length);
      values[offset + i] = (values[offset + i] - mean[channel]) / deviation[channel];
    }
  }
}
