package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.robustness.InputReader;
import picocli.CommandLine.Option;

/** The inputs that a question is about: ranges of values, or what is near one input. */
public final class BoxOptions {
  private static final long MOST_BYTES = 256L << 20;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description =
          "Range of all values, such as 0,1; or a range for each value, LOW,HIGH,LOW,HIGH and so"
              + " on.")
  private List<BigDecimal> range = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "One input, as numbers in a text or .npy file, with --radius.")
  private Path input;

  @Option(
      names = "--radius",
      paramLabel = "R",
      description = "How far each value may be from that of --input: 0.03, or 8/255.")
  private Epsilon radius;

  /** Of what was read of the input, once it was. */
  private String digest;

  /** What is wrong with the options as such. */
  public Optional<String> mistake() {
    if (range.isEmpty() && input == null) {
      return Optional.of("Say which inputs: --input-range LOW,HIGH, or --input FILE --radius R.");
    } else if ((input == null) != (radius == null)) {
      return Optional.of("--input and --radius go together.");
    } else if (radius != null && radius.isNegative()) {
      return Optional.of("--radius " + radius + " is negative.");
    } else if (range.size() % 2 != 0) {
      return Optional.of("--input-range has " + range.size() + " numbers, and wants pairs.");
    }
    for (int i = 0; i < range.size(); i += 2) {
      if (range.get(i).compareTo(range.get(i + 1)) > 0) {
        return Optional.of("--input-range " + range.get(i) + "," + range.get(i + 1) + " is empty.");
      }
    }
    return Optional.empty();
  }

  public void addTo(FilePlan plan) {
    plan.reads(input);
  }

  /**
   * The box for an input of so many values.
   *
   * @throws ParseException if the file cannot be read, or has more or fewer values, or none is left
   * @throws IllegalArgumentException if there is neither one range nor one for each value
   */
  public DecimalBox box(int size) {
    if (!range.isEmpty() && range.size() != 2 && range.size() != 2 * size) {
      throw new IllegalArgumentException(
          "--input-range has "
              + range.size() / 2
              + " ranges, and the network has "
              + size
              + " inputs");
    }
    BigDecimal[] lower = new BigDecimal[size];
    BigDecimal[] upper = new BigDecimal[size];
    if (!range.isEmpty()) {
      Arrays.setAll(lower, i -> range.get(range.size() == 2 ? 0 : 2 * i));
      Arrays.setAll(upper, i -> range.get(range.size() == 2 ? 1 : 2 * i + 1));
    }
    return input == null ? new DecimalBox(lower, upper) : near(lower, upper);
  }

  /** What identifies the inputs. */
  public void write(JsonGenerator json) throws IOException {
    if (!range.isEmpty()) {
      json.writeArrayFieldStart("range");
      for (BigDecimal end : range) {
        json.writeNumber(end);
      }
      json.writeEndArray();
    }
    if (input != null) {
      json.writeStringField("input", input.toString());
      json.writeStringField("inputSha256", digest);
      json.writeStringField("radius", radius.text());
    }
  }

  private DecimalBox near(BigDecimal[] lower, BigDecimal[] upper) {
    FileContent file = FileContent.read(input, MOST_BYTES);
    digest = Digest.hex(file.digest());
    BigDecimal[] centre = InputReader.numbers(file.bytes(), file.name());
    if (centre.length != lower.length) {
      throw new ParseException(
          file.name(),
          "has " + centre.length + " numbers, and the network has " + lower.length + " inputs");
    }
    for (int i = 0; i < centre.length; i++) {
      BigDecimal low = centre[i].subtract(radius.value());
      BigDecimal high = centre[i].add(radius.value());
      lower[i] = lower[i] == null ? low : low.max(lower[i]);
      upper[i] = upper[i] == null ? high : high.min(upper[i]);
      if (lower[i].compareTo(upper[i]) > 0) {
        throw new ParseException(
            file.name(), "value " + i + " is " + centre[i] + ", out of --input-range");
      }
    }
    return new DecimalBox(lower, upper);
  }
}
