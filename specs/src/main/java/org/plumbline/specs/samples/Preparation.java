package org.plumbline.specs.samples;

import java.nio.file.Path;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/**
 * How images become inputs of a network: brightness is scaled, then {@code (v − mean) / deviation}
 * is taken per channel, in double.
 *
 * @param layout settles an order of channels that the network's shape does not tell
 * @param mean one per channel, or none
 * @param deviation one per channel, positive, or none
 */
public record Preparation(
    InputReader.Scale scale, Optional<ChannelOrder> layout, double[] mean, double[] deviation) {
  public Preparation {
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          mean.length + " means but " + deviation.length + " deviations");
    }
  }

  /** Images from 0 to 1. */
  public static Preparation plain() {
    return new Preparation(InputReader.Scale.UNIT, Optional.empty(), new double[0], new double[0]);
  }

  /** The inputs of a network, with what settles their layout. */
  public InputShape inputs(int[] shape) {
    return InputShape.of(shape, layout);
  }

  /**
   * The values of an image of {@code [pixels × channels]} unsigned bytes that start at an offset.
   *
   * @param order of means, for {@link #normalise}
   */
  void image(
      byte[] levels, int from, ImageLayout to, ChannelOrder order, double[] values, int offset) {
    int channels = to.channels();
    for (int p = 0; p < to.height() * to.width(); p++) {
      for (int c = 0; c < channels; c++) {
        int level = levels[from + p * channels + c] & 0xff;
        values[offset + to.place(c, p)] = scale == InputReader.Scale.BYTES ? level : level / 255f;
      }
    }
    normalise(values, offset, to.values(), order);
  }

  /**
   * One input, as {@link Samples} would make it of a file; its numbers are taken as they are.
   *
   * @throws ParseException if it cannot be read, or does not fit the network
   */
  public double[] read(Path file, int[] shape) {
    InputShape inputs = inputs(shape);
    ChannelOrder order = inputs.channels(mean.length, file.toString());
    double[] values = new InputReader(scale, inputs).read(file).doubles();
    normalise(values, 0, values.length, order);
    return values;
  }

  /** What a value was before normalisation. */
  public double original(double value, int index, int[] shape) {
    if (mean.length == 0) {
      return value;
    }
    InputShape inputs = inputs(shape);
    int channel = inputs.channels(mean.length, "").channel(index, inputs.size(), mean.length);
    return value * deviation[channel] + mean[channel];
  }

  /**
   * @param order that {@link InputShape#channels} told
   */
  void normalise(double[] values, int offset, int count, ChannelOrder order) {
    if (mean.length == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int channel = order.channel(i, count, mean.length);
      values[offset + i] = (values[offset + i] - mean[channel]) / deviation[channel];
    }
  }
}
