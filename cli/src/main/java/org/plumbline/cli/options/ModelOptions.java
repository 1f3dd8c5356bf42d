package org.plumbline.cli.options;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.question.Decimal;
import org.plumbline.question.FileContent;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.robustness.InputReader;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What of a model is read, where it leaves a choice. */
public final class ModelOptions {
  private static final long MOST_BYTES = 256L << 20;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "Output of the model that is meant where it has several; without it a PROPERTY speaks of"
              + " all, one after the other.")
  private String output;

  @Option(
      names = "--input-shape",
      paramLabel = "[NAME=]SIZES",
      description =
          "Shape of an input that the model leaves open, such as x=1x3x64x64; may be given more"
              + " than once.",
      converter = ShapeConverter.class)
  private List<Shape> shapes = new ArrayList<>();

  @Option(
      names = "--input-value",
      paramLabel = "NAME=VALUE",
      description =
          "Fixes an input at a number, or at those of a file (text or .npy); may be given more than"
              + " once. Numbers are rounded to the input's type.",
      converter = ValueConverter.class)
  private List<Value> values = new ArrayList<>();

  /** A shape of an input; without a name of the only one. */
  record Shape(String name, int[] sizes) {}

  /** A value of an input: a number, or what a file holds. */
  record Value(String name, Optional<BigDecimal> number, Optional<Path> file) {}

  /** Reads shapes. */
  static final class ShapeConverter implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
      int equals = text.lastIndexOf('=');
      String sizes = text.substring(equals + 1);
      if (!sizes.matches("[1-9][0-9]{0,8}([x,][1-9][0-9]{0,8})*")) {
        throw new TypeConversionException(
            "'" + text + "' is no shape; one is like 1x3x64x64 or name=1x3x64x64");
      }
      int[] numbers = Arrays.stream(sizes.split("[x,]")).mapToInt(Integer::parseInt).toArray();
      return new Shape(equals < 0 ? "" : text.substring(0, equals), numbers);
    }
  }

  /** Reads values. */
  static final class ValueConverter implements ITypeConverter<Value> {
    @Override
    public Value convert(String text) {
      int equals = text.lastIndexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException(
            "'" + text + "' is no value of an input; one is like name=0.5 or name=file.npy");
      }
      String name = text.substring(0, equals);
      String value = text.substring(equals + 1);
      try {
        return new Value(name, Optional.of(Decimal.parse(value)), Optional.empty());
      } catch (IllegalArgumentException e) {
        return new Value(name, Optional.empty(), Optional.of(Path.of(value)));
      }
    }
  }

  public void addTo(FilePlan plan) {
    values.forEach(value -> value.file().ifPresent(plan::reads));
  }

  /** Whether anything is chosen. */
  public boolean isGiven() {
    return output != null || !shapes.isEmpty() || !values.isEmpty();
  }

  /**
   * The network, of which is read what is chosen.
   *
   * @throws ParseException if a file is missing or unreadable
   */
  public NetworkFile read(Path network) {
    return NetworkFile.of(network).with(selection());
  }

  private ModelSelection selection() {
    ModelSelection selection = ModelSelection.NONE;
    if (output != null) {
      selection = selection.withOutput(output);
    }
    for (Shape shape : shapes) {
      selection = selection.withShape(shape.name(), shape.sizes());
    }
    for (Value value : values) {
      selection = selection.withValue(value.name(), numbers(value));
    }
    return selection;
  }

  private static double[] numbers(Value value) {
    return value
        .number()
        .map(number -> new double[] {number.doubleValue()})
        .orElseGet(() -> numbers(FileContent.read(value.file().orElseThrow(), MOST_BYTES)));
  }

  private static double[] numbers(FileContent file) {
    return Arrays.stream(InputReader.numbers(file.bytes(), file.name()))
        .mapToDouble(BigDecimal::doubleValue)
        .toArray();
  }
}
