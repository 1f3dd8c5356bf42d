package org.plumbline.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.falsifier.blackbox.PreparedBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.specs.robustness.ReadInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The images that a classifier is tested on, and how it wants them. */
public final class TestImages {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "One image (PNG, JPEG, GIF, BMP, PGM, PPM) or numbers as text.")
  private Path input;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "All files of a folder, by name, each as for --input.")
  private Path folder;

  @Option(
      names = "--dataset",
      paramLabel = "FILE",
      description = "Images in the IDX format of MNIST, plain or gzipped.")
  private Path dataset;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Labels of the data set in the IDX format; images that are classified otherwise are"
              + " counted and not attacked.")
  private Path labels;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "The first image of a data set or folder, from 0 (default: 0).")
  private Integer index;

  @Option(names = "--count", paramLabel = "N", description = "How many of them (default: all).")
  private Integer count;

  @Option(
      names = "--size",
      paramLabel = "[C×]H×W",
      description = "Channels, height and width, as 3x32x32 or 28x28, where the files do not tell.")
  private String size;

  @Mixin private ImageOptions options;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "Values never leave this range (default: 0,1, with --pixels BYTES 0,255).")
  private double[] range;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      description = "Means subtracted per channel before the classifier sees the values.")
  private double[] mean;

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      description = "Deviations that values are divided by per channel.")
  private double[] deviation;

  private List<Item> all = List.of();
  private IdxFile images;
  private IdxFile given;
  private ImageLayout layout;

  /**
   * One image.
   *
   * @param name in results
   * @param number in the data set or folder
   */
  public record Item(String name, int number, Path file) {}

  /** What is wrong with the options as such. */
  public Optional<String> mistake() {
    int named = (input == null ? 0 : 1) + (folder == null ? 0 : 1) + (dataset == null ? 0 : 1);
    if (named != 1) {
      return Optional.of("name what to test on: --input, --folder or --dataset");
    } else if (labels != null && dataset == null) {
      return Optional.of("--labels goes with --dataset");
    } else if (input != null && (index != null || count != null)) {
      return Optional.of("--index and --count go with --dataset or --folder");
    } else if (index != null && index < 0 || count != null && count < 1) {
      return Optional.of("--index is not negative, and --count is positive");
    } else if (InputRange.mistake(range).isPresent()) {
      return InputRange.mistake(range);
    } else if (range != null && range[0] == range[1]) {
      return Optional.of("--input-range leaves one value; nothing can change");
    } else if (size != null && !size.matches("(\\d{1,5}[x×]){1,2}\\d{1,5}")) {
      return Optional.of("--size " + size + " is not like 28x28 or 3x32x32");
    } else if ((mean == null) != (deviation == null)) {
      return Optional.of("--mean and --std are given together");
    } else if (mean != null
        && (mean.length != deviation.length
            || Arrays.stream(mean).anyMatch(m -> !Double.isFinite(m))
            || Arrays.stream(deviation).anyMatch(d -> !(d > 0) || Double.isInfinite(d)))) {
      return Optional.of("--mean and --std have one number for each channel, --std positive ones");
    }
    return Optional.empty();
  }

  public void addTo(FilePlan plan) {
    plan.reads(input, folder, dataset, labels);
  }

  /**
   * The images asked for, in order.
   *
   * @throws ParseException when the files cannot be read, or there is none
   */
  public List<Item> items() {
    all = new ArrayList<>();
    if (input != null) {
      all.add(new Item(input.getFileName().toString(), 0, input));
      return all;
    } else if (folder != null) {
      for (Path file : ReadFile.with(folder, TestImages::files)) {
        all.add(new Item(file.getFileName().toString(), all.size(), file));
      }
    } else {
      images = IdxFile.read(dataset);
      given = labels == null ? null : IdxFile.read(labels);
      if (given != null && (given.shape().length != 1 || given.items() != images.items())) {
        throw new ParseException(
            labels.toString(), "not one label for each of " + images.items() + " images");
      }
      for (int n = 0; n < images.items(); n++) {
        all.add(new Item(String.valueOf(n), n, dataset));
      }
    }
    int first = index == null ? 0 : index;
    if (first >= all.size()) {
      throw new ParseException(
          source(),
          all.isEmpty()
              ? "there is no image in it"
              : "there is no image " + first + " among " + all.size());
    }
    int end = count == null ? all.size() : (int) Math.min(all.size(), (long) first + count);
    return all.subList(first, end);
  }

  /** All images that there are, those not asked for among them; {@link #items} comes first. */
  public List<Item> all() {
    return all;
  }

  /** The files of a folder that are images, by name. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder) && Files.exists(folder)) {
      throw new ParseException(folder.toString(), "is no folder; --input takes one image");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** For messages and pages. */
  public String source() {
    return (input != null ? input : folder != null ? folder : dataset).toString();
  }

  /** The label that the data set gives, if one was named. */
  public OptionalInt label(Item item) {
    return given == null ? OptionalInt.empty() : OptionalInt.of(given.label(item.number()));
  }

  /**
   * The domain of the images, channel by channel.
   *
   * @param shape of the classifier's input, batch dimension included, if it is known
   * @throws ParseException when nothing tells the shape, or it does not fit the classifier
   */
  public ImageDomain domain(BlackBox box, Optional<int[]> shape) {
    layout = layout(box.inputs(), shape);
    if (layout.values() != box.inputs()) {
      throw new ParseException(
          source(),
          "images of "
              + layout.words()
              + " are "
              + layout.values()
              + " values, for a classifier of "
              + box.inputs()
              + " inputs");
    }
    double[] ends = range != null ? range : new double[] {0, options.greatest()};
    return new ImageDomain(layout.channels(), layout.height(), layout.width(), ends[0], ends[1]);
  }

  /** The shape of a network that is known has the first word, then what the user and files say. */
  private ImageLayout layout(int inputs, Optional<int[]> shape) {
    InputShape known = InputShape.of(shape.orElse(new int[] {1, inputs}), options.layout());
    if (known.isImage()) {
      return said()
          .map(s -> known.of(s[1], s[2], s[0], source()))
          .or(known::image)
          .orElseGet(() -> known.of(0, 0, 0, source()));
    }
    int[] size = said().orElseGet(() -> square(inputs));
    boolean isOpen = shape.isPresent() && known.isFlat() && size[0] > 1;
    return isOpen
        ? known.of(size[1], size[2], size[0], source())
        : new ImageLayout(size[1], size[2], size[0], options.layout().orElse(ChannelOrder.CHW));
  }

  /** Channels, height and width, as the user or the data set says. */
  private Optional<int[]> said() {
    if (size != null) {
      int[] sides = Arrays.stream(size.split("[x×]")).mapToInt(Integer::parseInt).toArray();
      return Optional.of(sides.length == 3 ? sides : new int[] {1, sides[0], sides[1]});
    } else if (images == null) {
      return Optional.empty();
    }
    int[] extents = images.shape();
    if (extents.length < 3) {
      throw new ParseException(source(), "its items are no images; --size tells their shape");
    }
    return Optional.of(new int[] {extents.length == 4 ? extents[3] : 1, extents[1], extents[2]});
  }

  private int[] square(int inputs) {
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt(inputs / (double) channels));
      if (channels * side * side == inputs) {
        return new int[] {channels, side, side};
      }
    }
    throw new ParseException(
        source(), inputs + " values are no square image; --size tells their shape");
  }

  /** The values of an image, channel by channel. */
  public double[] read(Item item, ImageDomain domain) {
    InputReader reader = new InputReader(options.scale(), InputShape.of(layout));
    ReadInput read =
        images == null ? reader.read(item.file()) : reader.read(images, item.number(), item.file());
    String name = images == null ? item.file().toString() : item.file() + ", item " + item.name();
    int[] place = places(domain);
    double[] values = read.doubles();
    double[] planar = new double[values.length];
    Arrays.setAll(planar, i -> values[place[i]]);
    try {
      domain.require(planar);
    } catch (IllegalArgumentException e) {
      throw new ParseException(name, e.getMessage());
    }
    return planar;
  }

  /** Where the classifier wants each value. */
  private int[] places(ImageDomain domain) {
    int[] place = new int[domain.values()];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        place[domain.index(c, p)] = layout.place(c, p);
      }
    }
    return place;
  }

  /** Whether the classifier takes images as they are. */
  public boolean areTakenAsTheyAre(ImageDomain domain) {
    return mean == null && (layout.order() == ChannelOrder.CHW || domain.channels() == 1);
  }

  /**
   * The classifier of images as they are.
   *
   * @throws ParseException when means do not fit the channels
   */
  public BlackBox prepared(BlackBox box, ImageDomain domain) {
    if (areTakenAsTheyAre(domain)) {
      return box;
    } else if (mean != null && mean.length != domain.channels()) {
      throw new ParseException(
          source(), mean.length + " means for images of " + domain.channels() + " channels");
    }
    double[] means = new double[domain.values()];
    double[] deviations = new double[domain.values()];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean == null ? 0 : mean[i / domain.pixels()];
      deviations[i] = mean == null ? 1 : deviation[i / domain.pixels()];
    }
    return new PreparedBlackBox(box, places(domain), means, deviations);
  }
}
