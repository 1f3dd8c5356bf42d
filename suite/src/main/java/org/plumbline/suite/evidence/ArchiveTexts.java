package org.plumbline.suite.evidence;

import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Assumptions;

/** Texts of an archive for people. */
final class ArchiveTexts {
  private ArchiveTexts() {}

  static String readme(SuiteResult result) {
    return """
    # Evidence of a run of Plumbline

    Suite `%s`, SHA-256 `%s`, run %s to %s.

    Check it, on any machine: `plumbline suite check THIS-FILE.zip`. No search and no native code runs then. Every byte is compared with
    the manifest, every certificate goes through the checker, every counterexample is replayed.

    | entry | what it is |
    |---|---|
    | `manifest.json` | SHA-256 and size of each other entry. Sign this file, or note its SHA-256: that seals the archive |
    | `report.html` | the report for people; `requirements.md` in short, `result.json` for machines |
    | `questions.json` | each question with its network, property and evidence |
    | `properties/` | what was asked, in VNN-LIB: read it, the proofs are about nothing else |
    | `certificates/` | proofs for the checker, `docs/certificate-format.md` |
    | `counterexamples/` | inputs that violate, as exact decimals |
    | `networks/` | networks that were small enough; others are told by SHA-256 and handed along |
    | `suite/`, `data.json` | the suite file, those that it includes (`suite/included/`, numbered in the order of reading), and the digests of the data that they name |
    | `checker.log` | what the checker said when the archive was made; a check says it anew |
    | `assumptions.md`, `criteria.md` | what the answers rest on; the criteria of ISO/IEC 24029-2 that they serve |
    | `environment.json`, `bom.json` | where it ran, and what the tool was made of (CycloneDX) |
    """
        .formatted(
            result.file().name().replace("`", "'"),
            result.file().sha256(),
            result.begun(),
            result.ended());
  }

  static String assumptions() {
    String always =
        Assumptions.always().stream().map(a -> "- " + a + "\n").collect(Collectors.joining());
    return """
    # What the answers mean and rest on

    | answer | what it rests on |
    |---|---|
    | certified | %s |
    | holds, without a certificate | %s |
    | violated | %s |
    | undecided | %s |
    | broke down | %s |

    With every answer:

    %s
    """
        .formatted(
            Assumptions.CERTIFIED,
            Assumptions.HOLDS,
            Assumptions.VIOLATED,
            Assumptions.UNDECIDED,
            Assumptions.ERROR,
            always);
  }

  static String log(List<CheckedQuestion> checked) {
    return checked.stream().map(c -> c + "\n").collect(Collectors.joining());
  }
}
