package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.cli.options.ReadFile;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.samples.Preparation;

/**
 * One input of a network: an image or numbers, prepared; or the counterexample in a result file of
 * VNN-COMP, whose values are those that the network takes.
 */
final class GivenInput {
  private static final byte[] COUNTEREXAMPLE = "sat\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern PAIR = Pattern.compile("\\(X_(\\d{1,9})\\s+([-+.\\deE]{1,2000})\\)");

  private GivenInput() {}

  /**
   * @throws ParseException if the file is unreadable, or has not as many values as the network
   */
  static double[] read(Path file, Preparation preparation, Network network) {
    double[] values =
        ReadFile.with(file, GivenInput::isResult)
            ? ReadFile.with(file, GivenInput::counterexample)
            : preparation.read(file, network.input().shape());
    if (values.length != network.inputSize()) {
      throw new ParseException(
          file.toString(),
          values.length + " values for a network of " + network.inputSize() + " inputs");
    }
    return values;
  }

  private static boolean isResult(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(COUNTEREXAMPLE.length), COUNTEREXAMPLE);
    }
  }

  private static double[] counterexample(Path file) throws IOException {
    List<Double> values = new ArrayList<>();
    Matcher pair = PAIR.matcher(Files.readString(file));
    while (pair.find()) {
      if (!pair.group(1).equals(String.valueOf(values.size()))) {
        throw new ParseException(
            file.toString(), "X_" + pair.group(1) + " where X_" + values.size() + " is expected");
      }
      values.add(number(pair.group(2), file));
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(String text, Path file) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ParseException(file.toString(), "'" + text + "' is no number");
    }
  }
}
