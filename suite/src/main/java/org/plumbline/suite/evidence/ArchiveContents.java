package org.plumbline.suite.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteFile;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.format.Markdown;
import org.plumbline.suite.format.ResultJson;
import org.plumbline.suite.html.HtmlReport;
import org.plumbline.suite.summary.Fingerprint;
import org.plumbline.suite.summary.Json;

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
    contents.put("data.json", PackedData.text(result));
    contents.put("environment.json", environment());
    contents.put("bom.json", BillOfMaterials.text(result.environment().plumbline()));
    contents.put("assumptions.md", ArchiveTexts.assumptions());
    contents.put("criteria.md", Criteria.text(result));
    contents.put("README.md", ArchiveTexts.readme(result));
    List<CheckedQuestion> checked = checked(questions);
    for (int n = 0; n < checked.size(); n++) {
      questions.set(n, questions.get(n).about(checked.get(n).semantics()));
    }
    contents.put(QuestionList.NAME, QuestionList.text(questions));
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

  /** The suite file, and those that it includes, numbered as they were read. */
  private void suite() throws IOException {
    SuiteFile suite = result.file();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(packed(suite.path(), "suite/"));
    for (int n = 0; n < suite.included().size(); n++) {
      all.write(packed(suite.included().get(n), "suite/included/" + (n + 1) + "-"));
    }
    if (!Fingerprint.of(all.toByteArray()).equals(suite.sha256())) {
      throw new EvidenceException(
          suite.path()
              + ", or a file that it includes, has changed since the suite ran; run it again");
    }
  }

  private byte[] packed(Path file, String prefix) throws IOException {
    if (Files.size(file) > MOST_SUITE_BYTES) {
      throw new EvidenceException(file + " is larger than a suite file may be");
    }
    byte[] content = Files.readAllBytes(file);
    contents.put(prefix + ArchiveName.of(file.toString()), content);
    return content;
  }

  private void reports() {
    contents.put("result.json", ResultJson.of(result));
    contents.put("report.html", HtmlReport.of(result));
    contents.put("requirements.md", Markdown.of(result));
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
