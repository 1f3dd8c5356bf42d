package org.plumbline.soundness.competition;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.plumbline.network.model.ParseException;

/** Results that are written as they come in, so that a run that was stopped can go on. */
public final class ResultLog {
  private static final JsonMapper JSON = new JsonMapper();

  private final ResultTable table;

  private ResultLog(ResultTable table) {
    this.table = table;
  }

  /**
   * Begins a file of results, or goes on with one.
   *
   * @throws ParseException when it holds those of another run
   */
  public static ResultLog of(Path file, RunHeader header) throws IOException {
    Path beside = ResultTable.headerFile(file);
    boolean isFresh = !Files.exists(file) || Files.size(file) == 0;
    if (!isFresh && !Files.exists(beside)) {
      throw new ParseException(
          file.toString(), "holds results without " + beside + "; name another file");
    }
    if (isFresh) {
      write(beside, JSON.writeValueAsString(header) + "\n");
      write(file, "");
    }
    ResultTable table = ResultTable.read(file);
    if (!table.header().equals(Optional.of(header))) {
      throw new ParseException(
          file.toString(),
          "holds results of another run (" + table.header().orElseThrow() + "); name another file");
    }
    dropCutLine(file);
    return new ResultLog(table);
  }

  private static void dropCutLine(Path file) throws IOException {
    String text = CsvRows.text(file);
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length()) {
      write(file, text.substring(0, end));
    }
  }

  public ResultTable table() {
    return table;
  }

  void add(ResultLine line) throws IOException {
    write(table.file(), CsvRows.line(line.cells()), StandardOpenOption.APPEND);
    table.add(line);
  }

  /** Keeps what a tool wrote as its witness. */
  void keep(CompetitionInstance instance, Path answer) throws IOException {
    Path witness = table.witness(instance);
    try {
      Files.createDirectories(witness.getParent());
      Files.copy(answer, witness, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FileSystemException(witness.toString(), null, e.getMessage());
    }
  }

  /** A failure names the file, which not every one does by itself. */
  private static void write(Path file, String text, OpenOption... options)
      throws FileSystemException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8, options);
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }
}
