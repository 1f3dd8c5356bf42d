package org.plumbline.soundness.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.competition.CsvRows.Row;
import org.plumbline.soundness.run.NetworkCell;

/**
 * Reads {@code instances.csv}: {@code NETWORK,PROPERTY,SECONDS} in each line, or other columns in
 * the order that a first line names ({@code onnx,vnnlib,timeout_s,expected}).
 */
final class InstanceList {
  private static final double MOST_SECONDS = 1e7;

  private final Category category;
  private final Path file;
  private List<String> columns = List.of("onnx", "vnnlib", "timeout_s");

  InstanceList(Category category) {
    this.category = category;
    this.file = category.folder().resolve("instances.csv");
  }

  List<CompetitionInstance> read() throws IOException {
    List<CompetitionInstance> instances = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Row row : CsvRows.of(CsvRows.text(file), file)) {
      if (row.cells().get(0).equalsIgnoreCase("onnx")) {
        columns = row.cells().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      } else {
        CompetitionInstance instance = instance(row);
        if (!names.add(instance.name())) {
          throw error(row, "a second instance " + instance.name());
        }
        instances.add(instance);
      }
    }
    return instances;
  }

  private CompetitionInstance instance(Row row) {
    try {
      NetworkCell networks = NetworkCell.parse(cell(row, "onnx"));
      networks.networks().forEach(network -> require(network.file()));
      String property = cell(row, "vnnlib");
      require(property);
      return new CompetitionInstance(
          category, networks, property, seconds(row), cell(row, "expected"));
    } catch (IllegalArgumentException e) {
      throw error(row, e.getMessage());
    }
  }

  /** Empty where the row or the list has no such column. */
  private String cell(Row row, String column) {
    int at = columns.indexOf(column);
    return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at);
  }

  private double seconds(Row row) {
    String cell = cell(row, columns.contains("timeout_s") ? "timeout_s" : "timeout");
    double seconds;
    try {
      seconds = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("seconds are expected, not '" + cell + "'", e);
    }
    if (!(seconds >= 1 && seconds <= MOST_SECONDS)) {
      throw new IllegalArgumentException("from 1 to 1e7 seconds are expected, not " + cell);
    }
    return seconds;
  }

  private void require(String path) {
    Path below = Path.of(path).normalize();
    boolean isOdd = path.isEmpty() || path.chars().anyMatch(Character::isISOControl);
    if (isOdd || below.isAbsolute() || below.startsWith("..")) {
      throw new IllegalArgumentException(
          "a path below " + category.folder() + " is expected, not '" + path + "'");
    } else if (!Files.isRegularFile(category.folder().resolve(below))) {
      throw new IllegalArgumentException("there is no file " + category.folder().resolve(below));
    }
  }

  private ParseException error(Row row, String message) {
    return new ParseException(file.toString(), row.line(), 0, message);
  }
}
