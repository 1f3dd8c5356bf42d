package org.plumbline.suite.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.evidence.EvidenceArchive;
import org.plumbline.suite.evidence.Packing;
import org.plumbline.suite.format.GitHubAnnotations;
import org.plumbline.suite.format.GitLabQuality;
import org.plumbline.suite.format.JUnitXml;
import org.plumbline.suite.format.Markdown;
import org.plumbline.suite.format.OpenMetrics;
import org.plumbline.suite.format.ResultJson;
import org.plumbline.suite.format.Sarif;
import org.plumbline.suite.html.HtmlReport;
import org.plumbline.suite.output.WholeFile;

/** Writes the reports that a suite asks for. */
public final class Reports {
  private Reports() {}

  /** Writes a report that is a text. */
  @FunctionalInterface
  public interface Target {
    /**
     * @param content in UTF-8
     * @throws IOException if it cannot be written
     */
    void write(Path file, byte[] content) throws IOException;
  }

  /**
   * Writes all of them, even if one fails. Each appears whole or not at all; folders that are
   * missing are made.
   *
   * @param result of the run
   * @param files where to
   * @throws IOException naming the first report that could not be written and its file; further
   *     ones are suppressed exceptions of it
   */
  public static void write(SuiteResult result, Map<ReportKind, Path> files) throws IOException {
    write(result, files, WholeFile::write);
  }

  /**
   * The same, where texts are written in another way. An archive of evidence is no text.
   *
   * @param result of the run
   * @param files where to
   * @param texts writes all but an archive
   * @throws IOException as above
   */
  public static void write(SuiteResult result, Map<ReportKind, Path> files, Target texts)
      throws IOException {
    IOException failure = null;
    for (Map.Entry<ReportKind, Path> file : new TreeMap<>(files).entrySet()) {
      try {
        write(result, file.getKey(), file.getValue(), texts);
      } catch (IOException e) {
        String words =
            "the report " + file.getKey().key() + ": " + file.getValue() + ": " + e.getMessage();
        IOException named = new IOException(words, e);
        if (failure == null) {
          failure = named;
        } else {
          failure.addSuppressed(named);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void write(SuiteResult result, ReportKind kind, Path file, Target texts)
      throws IOException {
    if (kind == ReportKind.EVIDENCE) {
      EvidenceArchive.write(result, Packing.usual(question -> Optional.empty()), file);
    } else {
      texts.write(file, text(result, kind).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(SuiteResult result, ReportKind kind) {
    return switch (kind) {
      case JUNIT -> JUnitXml.of(result);
      case SARIF -> Sarif.of(result);
      case MARKDOWN -> Markdown.of(result);
      case ANNOTATIONS -> GitHubAnnotations.of(result);
      case GITLAB -> GitLabQuality.of(result);
      case OPENMETRICS -> OpenMetrics.of(result);
      case JSON -> ResultJson.of(result);
      case HTML -> HtmlReport.of(result);
      case EVIDENCE -> throw new IllegalArgumentException("an archive is no text");
    };
  }
}
