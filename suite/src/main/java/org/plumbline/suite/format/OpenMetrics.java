package org.plumbline.suite.format;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.plumbline.suite.Counts;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.Words;

/**
 * Numbers for Prometheus and others (<em>OpenMetrics 1.0</em>, text format): gauges of one run,
 * with the suite and the requirement as labels.
 */
public final class OpenMetrics {
  private final SuiteResult result;
  private final String suite;
  private final StringBuilder text = new StringBuilder();

  private OpenMetrics(SuiteResult result) {
    this.result = result;
    this.suite = label("suite", result.file().name());
  }

  /** The exposition. */
  public static String of(SuiteResult result) {
    return new OpenMetrics(result).text();
  }

  private String text() {
    List<Section> sections = Sections.of(result);
    family("plumbline_run", "info", "The suite file and the tool");
    sample(
        "plumbline_run_info",
        label("sha256", result.file().sha256())
            + ","
            + label("version", result.environment().plumbline()),
        "1");
    family("plumbline_gate_open", "gauge", "1 if every requirement is met or known not to be");
    sample("plumbline_gate_open", "", sections.stream().anyMatch(Section::isBad) ? "0" : "1");
    family("plumbline_requirement_met", "gauge", "1 if the requirement is met");
    for (Section section : sections) {
      sample("plumbline_requirement_met", requirement(section), section.isMet() ? "1" : "0");
    }
    questions(sections);
    times(sections);
    family("plumbline_baseline_questions", "gauge", "Questions beside the baseline");
    baseline("new", result.baseline().fresh().size());
    baseline("known", result.baseline().known().size());
    baseline("fixed", result.baseline().fixed().size());
    return text.append("# EOF\n").toString();
  }

  private void questions(List<Section> sections) {
    family("plumbline_questions", "gauge", "Questions by verdict");
    for (Section section : sections) {
      Counts counts = section.outcome().counts();
      verdict(section, "certified", Counts::certified);
      verdict(section, "holds_uncertified", c -> counts.holds() - counts.certified());
      verdict(section, "violated", Counts::violated);
      verdict(section, "undecided", Counts::undecided);
      verdict(section, "error", Counts::errors);
    }
  }

  private void verdict(Section section, String verdict, ToIntFunction<Counts> count) {
    sample(
        "plumbline_questions",
        requirement(section) + "," + label("verdict", verdict),
        Integer.toString(count.applyAsInt(section.outcome().counts())));
  }

  private void times(List<Section> sections) {
    family("plumbline_search_seconds", "gauge", "Time of the searches, whenever they ran");
    unit("plumbline_search_seconds");
    for (Section section : sections) {
      double seconds =
          section.findings().stream().mapToDouble(f -> Words.seconds(f.answer().time())).sum();
      sample("plumbline_search_seconds", requirement(section), Double.toString(seconds));
    }
    family("plumbline_run_seconds", "gauge", "Time of the run");
    unit("plumbline_run_seconds");
    Duration time = Duration.between(result.begun(), result.ended());
    sample("plumbline_run_seconds", "", Double.toString(Words.seconds(time)));
  }

  private void baseline(String state, int count) {
    sample("plumbline_baseline_questions", label("state", state), Integer.toString(count));
  }

  private void family(String name, String type, String help) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append("# HELP ").append(name).append(' ').append(help).append(".\n");
  }

  private void unit(String name) {
    text.append("# UNIT ").append(name).append(" seconds\n");
  }

  private void sample(String name, String labels, String value) {
    text.append(name).append('{').append(suite).append(labels.isEmpty() ? "" : ",").append(labels);
    text.append("} ").append(value).append('\n');
  }

  private static String requirement(Section section) {
    return label("requirement", section.requirement().id());
  }

  private static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }
}
