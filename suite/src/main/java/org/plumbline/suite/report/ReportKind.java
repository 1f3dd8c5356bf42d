package org.plumbline.suite.report;

import java.util.Locale;

/** What reports a suite can ask for; each is a key under {@code reports}. */
public enum ReportKind {
  /** JUnit XML. */
  JUNIT,
  /** SARIF 2.1.0. */
  SARIF,
  /** One page for people. */
  HTML,
  /** For summaries of jobs. */
  MARKDOWN,
  /** GitHub annotations. */
  ANNOTATIONS,
  /** GitLab code quality. */
  GITLAB,
  /** OpenMetrics. */
  OPENMETRICS,
  /** All that is known, as JSON. */
  JSON,
  /** An archive of evidence. */
  EVIDENCE;

  /** How the suite file calls it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
