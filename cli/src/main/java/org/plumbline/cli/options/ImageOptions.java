package org.plumbline.cli.options;

import java.util.Optional;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import picocli.CommandLine.Option;

/** How images become values of an input. */
public final class ImageOptions {
  @Option(
      names = "--pixels",
      defaultValue = "UNIT",
      description =
          "Brightness of images: ${COMPLETION-CANDIDATES} (0 to 255, or 0 to 1;"
              + " default: ${DEFAULT-VALUE}). Numbers are taken as they are.")
  private InputReader.Scale scale;

  @Option(
      names = {"--layout", "--channel-order"},
      paramLabel = "ORDER",
      description =
          "Where the network's input has the channels of an image, if its shape does not tell:"
              + " channels-first or channels-last (CHW or HWC).")
  private ChannelOrder layout;

  public InputReader.Scale scale() {
    return scale;
  }

  /** What settles an order that the network's shape does not tell. */
  public Optional<ChannelOrder> layout() {
    return Optional.ofNullable(layout);
  }

  /** What white is before normalisation. */
  public double greatest() {
    return scale.greatest();
  }
}
