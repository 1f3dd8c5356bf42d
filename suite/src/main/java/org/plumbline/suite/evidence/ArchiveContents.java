package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.report.Json;
import org.plumbline.suite.report.ReportKind;
import org.plumbline.suite.report.Reports;

/** Collects what an archive has, and checks it. */
final class ArchiveContents {
  private static final long MOST_SUITE_BYTES = 1L << 24;

  private final SuiteResult result;
  private final Packing packing;
  private final Contents contents;
  private final PackedNetworks networks;

  ArchiveContents(SuiteResult result, Packing packing, Contents contents) {
    this.result = result;
    this.packing = packing;
    this.contents = contents;
    this.networks = new PackedNetworks(result.file(), packing.mostNetworkBytes(), contents);
  }

  /**
   * @return what the check of the evidence says
   * @throws IOException if evidence cannot be read or does not stand
   */
  List<CheckedQuestion> collect() throws IOException {
    suite();
    reports();
    List<ArchivedQuestion> questions = new ArrayList<>();
    PackedAnswers answers = new PackedAnswers(packing, networks, contents);
    for (SuiteAnswer answer : result.answers()) {
      questions.add(answers.of(answer));
    }
    contents.put(QuestionList.NAME, QuestionList.text(questions));
    contents.put("data.json", PackedData.text(result));
    contents.put("environment.json", environment());
    contents.put("bom.json", BillOfMaterials.text(result.environment().plumbline()));
    contents.put("assumptions.md", ArchiveTexts.assumptions());
    contents.put("criteria.md", Criteria.text(result));
    contents.put("README.md", ArchiveTexts.readme(result));
    List<CheckedQuestion> checked = checked(questions);
    contents.put("checker.log", ArchiveTexts.log(checked));
    return checked;
  }

  private List<CheckedQuestion> checked(List<ArchivedQuestion> questions) throws IOException {
    Recheck recheck = new Recheck(contents, networks.handed(), packing.limit());
    List<CheckedQuestion> checked = new ArrayList<>();
    for (ArchivedQuestion question : questions) {
      CheckedQuestion one = recheck.of(question);
      if (one.standing() == CheckedQuestion.Standing.REFUSED) {
        throw new EvidenceException(
            "the evidence of "
                + one.id()
                + " does not stand: "
                + one.why()
                + "; run the suite again");
      }
      checked.add(one);
    }
    return checked;
  }

  private void suite() throws IOException {
    Path file = result.file().path();
    if (Files.size(file) > MOST_SUITE_BYTES) {
      throw new EvidenceException(file + " is larger than a suite file may be");
    }
    contents.put("suite/" + ArchiveName.of(file.toString()), Files.readAllBytes(file));
  }

  private void reports() throws IOException {
    for (Map.Entry<String, ReportKind> report :
        Map.of(
                "result.json", ReportKind.JSON,
                "report.html", ReportKind.HTML,
                "requirements.md", ReportKind.MARKDOWN)
            .entrySet()) {
      contents.put(
          report.getKey(),
          Reports.text(result, report.getValue()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String environment() {
    return Json.text(
        Json.object()
            .put("plumbline", result.environment().plumbline())
            .put("java", result.environment().java())
            .put("system", result.environment().system())
            .put("cores", result.environment().cores())
            .put("memory", result.environment().memory())
            .put("threads", result.environment().threads())
            .put("begun", result.begun().toString())
            .put("ended", result.ended().toString()));
  }
}
