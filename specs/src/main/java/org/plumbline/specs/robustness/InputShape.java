package org.plumbline.specs.robustness;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.network.model.ParseException;

/**
 * The shape of a network's input, and which images and arrays have it. An image has 1, 3 or 4
 * channels, first or last, behind extents of 1 (the batch): {@code [1, 3, 32, 32]} has channels
 * first, {@code [1, 32, 32, 3]} last, {@code [1, 3, 8, 3]} may be either and is refused until
 * somebody says which. An input with one extent beside 1 is flat: it takes every image of as many
 * values, of several channels only where their order is told. Nothing is scaled, cropped, converted
 * or turned.
 */
public final class InputShape {
  private static final String CHOICE = "--layout channels-first or channels-last says which";

  private final int[] shape;
  private final Optional<ChannelOrder> asked;

  private InputShape(int[] shape, Optional<ChannelOrder> asked) {
    this.shape = shape.clone();
    this.asked = asked;
  }

  /**
   * @param shape of the network's input, batch dimension included
   * @param asked what settles an order that the shape does not tell; it cannot contradict the shape
   */
  public static InputShape of(int[] shape, Optional<ChannelOrder> asked) {
    return new InputShape(shape, asked);
  }

  /** The images of a layout. */
  public static InputShape of(ImageLayout layout) {
    int[] shape =
        layout.order() == ChannelOrder.CHW
            ? new int[] {1, layout.channels(), layout.height(), layout.width()}
            : new int[] {1, layout.height(), layout.width(), layout.channels()};
    return new InputShape(shape, Optional.of(layout.order()));
  }

  /** Values of one input. */
  public int size() {
    return IntStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  /** The layout of all images that it takes, if the shape is one of images and tells it. */
  public Optional<ImageLayout> image() {
    if (isFlat()) {
      return Optional.empty();
    }
    Optional<ImageLayout> first = reading(ChannelOrder.CHW);
    Optional<ImageLayout> last = reading(ChannelOrder.HWC);
    if (first.isPresent() && last.isPresent()) {
      return asked.flatMap(this::reading);
    }
    return first.or(() -> last).filter(one -> asked.isEmpty() || asked.get() == one.order());
  }

  /** Whether the shape is one of images, even if it does not tell where the channels are. */
  public boolean isImage() {
    return !isFlat()
        && (reading(ChannelOrder.CHW).isPresent() || reading(ChannelOrder.HWC).isPresent());
  }

  /** Of the images that it takes; of flat inputs and others what was asked for, or first. */
  public ChannelOrder order() {
    return image().map(ImageLayout::order).or(() -> asked).orElse(ChannelOrder.CHW);
  }

  /**
   * How an image lies in the input.
   *
   * @param file named in errors
   * @throws ParseException if the input does not take it, or may take it in two ways
   */
  public ImageLayout of(int height, int width, int channels, String file) {
    if (isFlat()) {
      return flat(height, width, channels, file);
    }
    ImageLayout taken = image().orElseThrow(() -> new ParseException(file, noLayout()));
    if (taken.height() != height || taken.width() != width || taken.channels() != channels) {
      throw new ParseException(
          file,
          "the image has "
              + ImageLayout.size(height, width, channels)
              + ", the network's input "
              + this
              + " takes "
              + taken.words()
              + "; nothing is scaled, turned or converted here: do that first");
    }
    return taken;
  }

  private ImageLayout flat(int height, int width, int channels, String file) {
    if ((long) height * width * channels != size()) {
      throw new ParseException(
          file,
          "the image has "
              + ImageLayout.size(height, width, channels)
              + ", which are "
              + (long) height * width * channels
              + " values; the network's input "
              + this
              + " takes "
              + size()
              + ". Nothing is scaled or converted here: do that first");
    } else if (channels > 1 && height * width > 1 && asked.isEmpty()) {
      throw new ParseException(
          file,
          "the network's input "
              + this
              + " does not tell whether the "
              + channels
              + " channels of the image come first or last; "
              + CHOICE);
    }
    return new ImageLayout(height, width, channels, asked.orElse(ChannelOrder.CHW));
  }

  private String noLayout() {
    Optional<ImageLayout> first = reading(ChannelOrder.CHW);
    Optional<ImageLayout> last = reading(ChannelOrder.HWC);
    if (first.isPresent() && last.isPresent()) {
      return "the network's input "
          + this
          + " may be "
          + first.get().words()
          + ", or "
          + last.get().words()
          + "; "
          + CHOICE;
    } else if (first.isPresent() || last.isPresent()) {
      return "the network's input "
          + this
          + " is "
          + first.or(() -> last).orElseThrow().words()
          + "; leave out --layout, which says otherwise";
    }
    return "the network's input "
        + this
        + " is no image, which has a shape like [1, channels, height, width] with 1, 3 or 4"
        + " channels; give its values as numbers";
  }

  /**
   * Which values a channel's mean and deviation go with.
   *
   * @param means how many there are; one goes with all values
   * @param file named in errors
   * @throws ParseException if the input has another number of channels, or does not tell
   */
  public ChannelOrder channels(int means, String file) {
    if (means <= 1) {
      return asked.orElse(ChannelOrder.CHW);
    } else if (size() % means != 0) {
      throw new ParseException(
          file, size() + " values are not divisible into " + means + " channels");
    }
    Optional<ImageLayout> layout = image();
    if (layout.isEmpty() && asked.isEmpty()) {
      throw new ParseException(
          file,
          means
              + " means for the network's input "
              + this
              + ", which does not tell which values are a channel's; "
              + CHOICE);
    } else if (layout.isPresent() && layout.get().channels() != means) {
      throw new ParseException(
          file,
          means
              + " means for the network's input "
              + this
              + " of "
              + layout.get().channels()
              + " channels; give one for all or one for each");
    }
    return layout.map(ImageLayout::order).or(() -> asked).orElseThrow();
  }

  /**
   * @throws ParseException if there are more or fewer values than the input takes
   */
  public void requireCount(int values, String file) {
    if (values != size()) {
      throw new ParseException(
          file, values + " values for a network of " + size() + " inputs, of shape " + this);
    }
  }

  /**
   * @throws ParseException if an array is neither of this shape, batch or not, nor flat
   */
  void requireArray(int[] array, String file) {
    boolean isRow = IntStream.of(array).filter(extent -> extent != 1).count() <= 1;
    if (!isRow && !Arrays.equals(withoutBatch(array), withoutBatch(shape))) {
      throw new ParseException(
          file,
          "the array has the shape "
              + Arrays.toString(array)
              + ", the network's input "
              + this
              + "; nothing is reshaped or transposed here: do that first");
    }
    requireCount(IntStream.of(array).reduce(1, (a, b) -> a * b), file);
  }

  /**
   * @throws ParseException if a text has another count of numbers, or lines of equally many that
   *     are no rows, pixels or the like of this shape
   */
  void requireLines(NumberFile text, String file) {
    boolean isTable = text.lines() > 1 && text.columns() > 1;
    if (isTable && !isFlat() && !isBlock(text.columns())) {
      throw new ParseException(
          file,
          "the text has "
              + text.lines()
              + " lines of "
              + text.columns()
              + " numbers, and no row of the network's input "
              + this
              + " has so many; nothing is reshaped or transposed here: do that first, or write all"
              + " numbers in one line if they are in its order");
    }
    requireCount(text.values().length, file);
  }

  /** Whether some last axes together have so many elements. */
  private boolean isBlock(int size) {
    long block = 1;
    for (int axis = shape.length - 1; axis >= 0 && block < size; axis--) {
      block *= shape[axis];
    }
    return block == size;
  }

  private static int[] withoutBatch(int[] extents) {
    int from = 0;
    while (from < extents.length && extents[from] == 1) {
      from++;
    }
    return Arrays.copyOfRange(extents, from, extents.length);
  }

  /** Whether it has one extent beside 1. */
  public boolean isFlat() {
    return IntStream.of(shape).filter(extent -> extent != 1).count() <= 1;
  }

  /** The image that the shape is in one order, if it is one. */
  private Optional<ImageLayout> reading(ChannelOrder order) {
    int from = Math.max(0, shape.length - 3);
    if (shape.length < 2 || IntStream.of(shape).limit(from).anyMatch(extent -> extent != 1)) {
      return Optional.empty();
    }
    int[] three =
        shape.length == 2
            ? new int[] {1, shape[0], shape[1]}
            : Arrays.copyOfRange(shape, from, shape.length);
    int channels = order == ChannelOrder.CHW ? three[0] : three[2];
    boolean isImage = channels == 1 || channels == 3 || channels == 4;
    if (!isImage) {
      return Optional.empty();
    }
    return Optional.of(
        order == ChannelOrder.CHW
            ? new ImageLayout(three[1], three[2], channels, order)
            : new ImageLayout(three[0], three[1], channels, order));
  }

  @Override
  public String toString() {
    return Arrays.toString(shape);
  }
}
