package org.plumbline.cli.options;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.question.Decimal;
import org.plumbline.soundness.competition.CompetitionFolder.Language;
import org.plumbline.specs.robustness.ChannelOrder;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What options take, with mistakes in plain words. A double may be a fraction, such as 8/255. */
public final class OptionTypes {
  private OptionTypes() {}

  /** For a command and all its subcommands. */
  public static void register(CommandLine command) {
    command.registerConverter(BigDecimal.class, OptionTypes::decimal);
    command.registerConverter(double.class, OptionTypes::real);
    command.registerConverter(Double.class, OptionTypes::real);
    command.registerConverter(int.class, OptionTypes::whole);
    command.registerConverter(Integer.class, OptionTypes::whole);
    command.registerConverter(long.class, OptionTypes::wholeLong);
    command.registerConverter(Long.class, OptionTypes::wholeLong);
    command.registerConverter(Path.class, OptionTypes::path);
    command.registerConverter(OutputFile.class, text -> new OutputFile(path(text)));
    command.registerConverter(Epsilon.class, Epsilon::parse);
    command.registerConverter(ChannelOrder.class, OptionTypes::order);
    command.registerConverter(Language.class, OptionTypes::language);
  }

  static BigDecimal decimal(String text) {
    return converted(() -> Decimal.parse(text));
  }

  /** What is no value of its type is a mistake of the command line. */
  static <T> T converted(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static double real(String text) {
    int stroke = text.indexOf('/');
    if (stroke < 0) {
      return finite(decimal(text), text);
    }
    BigDecimal divisor = decimal(text.substring(stroke + 1));
    if (divisor.signum() == 0) {
      throw new TypeConversionException("'" + text + "' divides by zero");
    }
    BigDecimal dividend = decimal(text.substring(0, stroke));
    return finite(dividend.divide(divisor, MathContext.DECIMAL128), text);
  }

  private static double finite(BigDecimal value, String text) {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw new TypeConversionException("'" + text + "' is beyond the largest double");
    }
    return nearest;
  }

  private static int whole(String text) {
    long value = wholeLong(text);
    if (value != (int) value) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
    return (int) value;
  }

  private static long wholeLong(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          text.strip().matches("[-+]?\\d+")
              ? "'" + text + "' is too large"
              : "'" + text + "' is no whole number");
    }
  }

  private static ChannelOrder order(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "channels-first", "chw" -> ChannelOrder.CHW;
      case "channels-last", "hwc" -> ChannelOrder.HWC;
      default ->
          throw new TypeConversionException(
              "'" + text + "' is neither channels-first nor channels-last");
    };
  }

  private static Language language(String text) {
    return Language.of(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is neither 1.0 nor 2.0"));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("no file can have this name: " + e.getReason());
    }
  }
}
