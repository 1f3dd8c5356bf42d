package org.plumbline.soundness.competition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.competition.CsvRows.Row;

/**
 * Results of one tool, of this runner or of the competition. Beside those of this runner stands
 * {@code FILE.run.json}, what was run; there a last line without an end was cut off, and is left
 * out. Witnesses stand in {@code FILE.witnesses}.
 */
public final class ResultTable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Optional<RunHeader> header;
  private final Map<String, List<ResultLine>> lines = new HashMap<>();

  private ResultTable(Path file, Optional<RunHeader> header) {
    this.file = file;
    this.header = header;
  }

  /**
   * @throws ParseException when a file is missing or malformed
   */
  public static ResultTable read(Path file) throws IOException {
    Optional<RunHeader> header = header(file);
    String text = CsvRows.text(file);
    ResultTable table = new ResultTable(file, header);
    String whole = header.isPresent() ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
    for (Row row : CsvRows.of(whole, file)) {
      try {
        table.add(ResultLine.of(row.cells()));
      } catch (IllegalArgumentException e) {
        throw new ParseException(file.toString(), row.line(), 0, e.getMessage());
      }
    }
    return table;
  }

  private static Optional<RunHeader> header(Path file) throws IOException {
    Path beside = headerFile(file);
    if (!Files.isRegularFile(beside)) {
      return Optional.empty();
    }
    try {
      RunHeader header = JSON.readValue(CsvRows.text(beside), RunHeader.class);
      if (header != null && header.tool() != null) {
        return Optional.of(header);
      }
    } catch (JsonProcessingException e) {
      // Refused below.
    }
    throw new ParseException(beside.toString(), "does not say what was run");
  }

  /** Where it is said what was run. */
  public static Path headerFile(Path results) {
    return results.resolveSibling(results.getFileName() + ".run.json");
  }

  /** Where witnesses stand. */
  public static Path witnessFolder(Path results) {
    return results.resolveSibling(results.getFileName() + ".witnesses");
  }

  void add(ResultLine line) {
    lines.computeIfAbsent(line.category(), name -> new ArrayList<>()).add(line);
  }

  public Path file() {
    return file;
  }

  /** What was run; empty for results of the competition. */
  public Optional<RunHeader> header() {
    return header;
  }

  /** Of the tool, or else of the file. */
  public String name() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return header.map(RunHeader::tool).orElse(dot > 0 ? name.substring(0, dot) : name);
  }

  /** Its result, if there is one. */
  public Optional<ResultLine> line(CompetitionInstance instance) {
    return lines.getOrDefault(instance.category().name(), List.of()).stream()
        .filter(line -> line.isOf(instance))
        .findFirst();
  }

  /** Whether witnesses are kept beside, so that one that is missing was not given. */
  public boolean keepsWitnesses() {
    return header.isPresent() || Files.isDirectory(witnessFolder(file));
  }

  /** Where an instance's witness stands, if there is one. */
  public Path witness(CompetitionInstance instance) {
    return witnessFolder(file)
        .resolve(instance.category().name())
        .resolve(instance.name() + ".counterexample");
  }
}
