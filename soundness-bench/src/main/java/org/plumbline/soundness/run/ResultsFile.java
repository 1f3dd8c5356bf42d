package org.plumbline.soundness.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.network.model.ParseException;

/**
 * Results of a run, a JSON object a line, written as they come in, so that a run that was stopped
 * can go on. The first line says what was run. A last line without an end was cut off and is
 * dropped.
 */
public final class ResultsFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final RunHeader header;
  private final Map<String, RunResult> results = new LinkedHashMap<>();

  /**
   * Reads a file of results.
   *
   * @throws ParseException when it is none
   */
  public ResultsFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParseException(file.toString(), "there is no such file of results");
    }
    this.file = file;
    String text = Files.readString(file);
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    this.header = parse(lines[0], 1, RunHeader.class);
    for (int n = 1; n < lines.length; n++) {
      RunResult result = parse(lines[n], n + 1, RunResult.class);
      results.put(result.instance(), result);
    }
  }

  /**
   * Begins a file of results, or goes on with one.
   *
   * @throws ParseException when it holds those of another run
   */
  public static ResultsFile of(Path file, RunHeader header) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      LineFile.write(file, line(header));
    }
    ResultsFile results = new ResultsFile(file);
    if (!results.header.equals(header)) {
      throw new ParseException(
          file.toString(),
          "holds results of another run (" + results.header + "); name another file, or remove it");
    }
    LineFile.dropCutLine(file, Files.readString(file));
    return results;
  }

  public RunHeader header() {
    return header;
  }

  /** By the names of instances. */
  public Map<String, RunResult> results() {
    return results;
  }

  public void add(RunResult result) throws IOException {
    results.put(result.instance(), result);
    LineFile.write(file, line(result), StandardOpenOption.APPEND);
  }

  private static String line(Object value) throws IOException {
    return JSON.writeValueAsString(value) + "\n";
  }

  private <T> T parse(String line, int number, Class<T> type) {
    try {
      T value = JSON.readValue(line, type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // Refused below.
    }
    throw new ParseException(
        file.toString(), number, 0, "is no " + type.getSimpleName() + " of a run");
  }
}
