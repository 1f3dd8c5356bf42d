package org.plumbline.cli.verify;

import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.verifier.contract.Verdict;

/**
 * The result file of an answer that is still being checked. It is written as soon as something is
 * known, since somebody may end this program; and taken back where the check finds a mistake.
 */
final class EarlyResult {
  private final Optional<OutputFile> file;
  private volatile boolean isWritten;

  /** Of a file, where one is asked for. */
  EarlyResult(Optional<OutputFile> file) {
    this.file = file.filter(OutputFile::isReplaced);
  }

  /** Writes a verdict that stands unless its check says something else. */
  void write(Verdict known, Optional<JoinedQuestion> joined) {
    if (file.isPresent() && !(known instanceof Verdict.Unknown)) {
      isWritten = true;
      ResultFile.write(file.get(), new Outcome(known, 0, 0), joined);
    }
  }

  /** A search, and its check; if they fail nothing stays written. */
  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (isWritten) {
        file.get().forget();
      }
      throw e;
    }
  }
}
