package org.plumbline.soundness.competition;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.model.ParseException;

/** Comma-separated values (RFC 4180): cells may be quoted, rows may be of different lengths. */
final class CsvRows {
  private static final long MOST_BYTES = 1 << 26;
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build();

  private CsvRows() {}

  /**
   * A row and its place.
   *
   * @param line 1-based
   */
  record Row(int line, List<String> cells) {}

  /**
   * The text of a file, without a byte-order mark.
   *
   * @throws ParseException when there is none, or it is too large
   */
  static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParseException(file.toString(), "there is no such file");
    } else if (Files.size(file) > MOST_BYTES) {
      throw new ParseException(file.toString(), "has more than " + MOST_BYTES + " bytes");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * @param file the name for messages
   * @throws ParseException when a quote is not closed
   */
  static List<Row> of(String text, Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (MappingIterator<String[]> cells = CSV.readerFor(String[].class).readValues(text)) {
      while (cells.hasNextValue()) {
        int line = cells.getCurrentLocation().getLineNr();
        rows.add(new Row(line, List.of(cells.nextValue())));
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ParseException(file.toString(), line, 0, "is no list with commas and quotes");
    }
    return rows;
  }

  /** A row with its end of line. */
  static String line(List<String> cells) throws IOException {
    return CSV.writeValueAsString(cells.toArray(String[]::new));
  }
}
