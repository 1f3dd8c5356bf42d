package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.api.Model;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.output.WholeFile;

/**
 * All that shows what a run found, in one file: networks (or their digests), questions, answers,
 * certificates, counterexamples, reports, what is assumed, and what the tool was made of. A
 * manifest of digests seals it. Signing is left to whatever the user signs files with.
 */
public final class EvidenceArchive {
  private EvidenceArchive() {}

  /**
   * Writes an archive; it appears whole or not at all. Every certificate and counterexample is
   * checked from what was packed, and the log of that is packed, too.
   *
   * @param result of the run
   * @param packing what goes into it
   * @param file where to; replaced
   * @return what the check said
   * @throws IOException if evidence cannot be read, does not stand, or the file cannot be written
   */
  public static CheckedArchive write(SuiteResult result, Packing packing, Path file)
      throws IOException {
    Contents contents = new Contents();
    List<CheckedQuestion> checked = new ArchiveContents(result, packing, contents).collect();
    Manifest manifest = contents.manifest();
    WholeFile.write(file, beside -> contents.write(manifest, beside));
    return new CheckedArchive(Manifest.Content.of(manifest.bytes()).sha256(), checked);
  }

  /**
   * Checks every byte of an archive, then each certificate by the checker and each counterexample
   * by replaying it. No search and no native code runs, and nothing is unpacked.
   *
   * @param archive the file
   * @param networks files that are not in it and are handed along
   * @param limit for each question
   * @return what stands and what does not
   * @throws EvidenceException naming the place, if the archive is not as it was written
   * @throws IOException if it cannot be read
   * @throws org.plumbline.api.UnreadableInputException if a network that is handed along cannot be
   *     read
   */
  public static CheckedArchive check(Path archive, List<Path> networks, Duration limit)
      throws IOException {
    try (ZipInput zip = ZipInput.open(archive)) {
      Manifest.check(zip);
      Map<String, Model> handed = new HashMap<>();
      for (Path network : networks) {
        Model model = Model.read(network);
        handed.put(model.sha256(), model);
      }
      Recheck recheck = new Recheck(zip::content, handed, limit);
      List<CheckedQuestion> checked = new ArrayList<>();
      for (ArchivedQuestion question : QuestionList.read(zip)) {
        checked.add(recheck.of(question));
      }
      return new CheckedArchive(Manifest.Content.of(zip.content(Manifest.NAME)).sha256(), checked);
    }
  }
}
