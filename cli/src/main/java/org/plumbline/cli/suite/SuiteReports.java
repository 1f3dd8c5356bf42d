package org.plumbline.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.evidence.EvidenceArchive;
import org.plumbline.suite.evidence.Packing;
import org.plumbline.suite.report.ReportKind;
import org.plumbline.suite.report.Reports;

/**
 * The reports that are asked for, and where they are written. Those that a suite names may be in
 * folders that are missing, which are made.
 *
 * @param files by kind
 */
record SuiteReports(Map<ReportKind, OutputFile> files, Folders folders) {
  /** What becomes of folders that are missing. */
  enum Folders {
    /** They are made. */
    MADE,
    /** There are none. */
    GIVEN
  }

  static SuiteReports ofSuite(Map<ReportKind, Path> named) {
    Map<ReportKind, OutputFile> files = new TreeMap<>();
    named.forEach((kind, file) -> files.put(kind, new OutputFile(file)));
    return new SuiteReports(files, Folders.MADE);
  }

  static SuiteReports ofOptions(Map<ReportKind, OutputFile> named) {
    return new SuiteReports(named, Folders.GIVEN);
  }

  /** Those that a suite names. */
  FilePlan addTo(FilePlan plan) {
    Map<Path, List<String>> names = new TreeMap<>();
    for (OutputFile file : files.values()) {
      Path named = file.named().toAbsolutePath().normalize();
      names
          .computeIfAbsent(named.getParent(), folder -> new ArrayList<>())
          .add(named.getFileName().toString());
    }
    names.forEach((folder, all) -> plan.fills("reports", folder, all.toArray(String[]::new)));
    return plan;
  }

  /**
   * Writes them.
   *
   * @throws OutputException if one cannot be written
   */
  void write(SuiteResult result) {
    files.forEach((kind, file) -> write(result, kind, file));
  }

  private void write(SuiteResult result, ReportKind kind, OutputFile file) {
    if (kind == ReportKind.EVIDENCE) {
      try {
        EvidenceArchive.write(result, Packing.usual(question -> Optional.empty()), file.named());
      } catch (IOException e) {
        throw new OutputException(file.named(), e);
      }
      return;
    }
    Path named = file.named();
    OutputFile target =
        folders == Folders.MADE
            ? OutputFile.in(named.toAbsolutePath().getParent(), named.getFileName().toString())
            : file;
    target.write(Reports.text(result, kind));
  }
}
