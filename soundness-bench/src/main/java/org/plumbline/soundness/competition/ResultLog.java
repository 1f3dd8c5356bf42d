package org.plumbline.soundness.competition;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.run.LineFile;

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
      LineFile.write(beside, JSON.writeValueAsString(header) + "\n");
      LineFile.write(file, "");
    }
    ResultTable table = ResultTable.read(file);
    if (!table.header().equals(Optional.of(header))) {
      throw new ParseException(
          file.toString(),
          "holds results of another run (" + table.header().orElseThrow() + "); name another file");
    }
    LineFile.dropCutLine(file, CsvRows.text(file));
    return new ResultLog(table);
  }

  public ResultTable table() {
    return table;
  }

  void add(ResultLine line) throws IOException {
    LineFile.write(table.file(), CsvRows.line(line.cells()), StandardOpenOption.APPEND);
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
}
