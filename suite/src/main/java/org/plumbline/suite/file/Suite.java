package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.suite.SuiteFile;
import org.plumbline.suite.report.ReportKind;

/**
 * What a suite file says, parameters filled, included files in it.
 *
 * @param entries in order, those of included files first
 * @param baseline file of known failures
 * @param reports to write
 * @param notes for people: parameters whose values are not those of the file
 */
public record Suite(
    SuiteFile file,
    List<Entry> entries,
    Limits limits,
    Optional<Path> baseline,
    Map<ReportKind, Path> reports,
    List<String> notes) {

  /** Copies the collections. */
  public Suite {
    entries = List.copyOf(entries);
    reports = Map.copyOf(reports);
    notes = List.copyOf(notes);
  }
}
