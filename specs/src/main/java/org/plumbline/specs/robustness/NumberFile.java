package org.plumbline.specs.robustness;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Decimals;

/**
 * Numbers in a text.
 *
 * @param lines how many have numbers
 * @param columns numbers of each of these lines, 0 if they have not equally many
 */
record NumberFile(BigDecimal[] values, int lines, int columns) {
  private static final int SHOWN = 40;

  static NumberFile read(byte[] text, String file) {
    List<BigDecimal> values = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    int line = 1;
    int lineStart = 0;
    int at = 0;
    while (at < text.length) {
      if (text[at] == '\n') {
        line++;
        lineStart = ++at;
      } else if (text[at] == '#') {
        at = lineEnd(text, at);
      } else if (isSeparator(text[at])) {
        at++;
      } else {
        int end = wordEnd(text, at);
        values.add(number(text, at, end, file, line, at - lineStart + 1));
        lines.add(line);
        at = end;
      }
    }
    if (values.isEmpty()) {
      throw new ParseException(file, "there is no number in it");
    }
    return of(values, lines);
  }

  private static NumberFile of(List<BigDecimal> values, List<Integer> lines) {
    Map<Integer, Long> counts =
        lines.stream().collect(Collectors.groupingBy(l -> l, Collectors.counting()));
    List<Long> widths = counts.values().stream().distinct().toList();
    int columns = widths.size() == 1 ? widths.get(0).intValue() : 0;
    return new NumberFile(values.toArray(new BigDecimal[0]), counts.size(), columns);
  }

  private static BigDecimal number(
      byte[] text, int start, int end, String file, int line, int column) {
    byte[] word = Arrays.copyOfRange(text, start, end);
    try {
      return Decimals.parse(word, word.length);
    } catch (NumberFormatException e) {
      String shown = new String(word, 0, Math.min(word.length, SHOWN), StandardCharsets.UTF_8);
      throw new ParseException(
          file,
          line,
          column,
          "'"
              + shown.replaceAll("\\p{C}", "?")
              + "': "
              + e.getMessage()
              + "; an input is a PNG, JPEG, GIF, BMP, PGM or PPM image or a list of numbers");
    }
  }

  private static int lineEnd(byte[] text, int start) {
    int at = start;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  private static int wordEnd(byte[] text, int start) {
    int at = start;
    while (at < text.length && text[at] != '\n' && text[at] != '#' && !isSeparator(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(byte c) {
    return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\r';
  }
}
