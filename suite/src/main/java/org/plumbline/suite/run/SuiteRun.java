package org.plumbline.suite.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.suite.Evidence;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.gate.Baseline;
import org.plumbline.suite.gate.Gate;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerEntry;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.question.Found;

/**
 * Has the questions of a suite answered, and keeps each answer as soon as it is there: its evidence
 * in the store, then its line in the ledger. What was found in an earlier run and stands is not
 * written again.
 */
public final class SuiteRun {
  private final Ledger ledger;
  private final Executor executor;
  private final Limits limits;
  private final Retry retry;
  private final Progress progress;

  /**
   * @param ledger opened to be written
   */
  public SuiteRun(Ledger ledger, Executor executor, Limits limits, Retry retry, Progress progress) {
    this.ledger = ledger;
    this.executor = executor;
    this.limits = limits;
    this.retry = retry;
    this.progress = progress;
  }

  /**
   * Answers a suite, and judges.
   *
   * @param suite that asks
   * @param asked those of its questions that are meant
   * @param notes for people, besides those of the ledger and the suite
   * @throws org.plumbline.suite.ledger.LedgerException if an answer cannot be kept
   */
  public SuiteResult result(
      Suite suite, AskedSuite asked, Optional<Baseline> baseline, List<String> notes) {
    Instant begun = Instant.now();
    List<SuiteAnswer> answers = answers(asked.questions());
    Gate gate = Gate.of(asked.requirements(), answers, baseline);
    List<String> all = new ArrayList<>(ledger.notes());
    all.addAll(suite.notes());
    all.addAll(notes);
    return new SuiteResult(
        suite.file(),
        asked.requirements(),
        answers,
        gate.outcomes(),
        gate.difference(),
        gate.standing(),
        ThisMachine.environment(executor.width()),
        all,
        begun,
        Instant.now());
  }

  /**
   * Answers to all of some questions, in their order.
   *
   * @throws org.plumbline.suite.ledger.LedgerException if an answer cannot be kept
   */
  public List<SuiteAnswer> answers(List<Asked> questions) {
    RunTime time = new RunTime(limits, System::nanoTime);
    List<Task> tasks = new ArrayList<>();
    for (Asked asked : questions) {
      String id = asked.question().id();
      String key = asked.question().key();
      tasks.add(new Task(asked, () -> Memory.of(ledger, id, key), time, retry));
    }
    Map<String, SuiteAnswer> answers = new HashMap<>();
    executor.answer(
        tasks,
        result -> {
          answers.put(result.question().id(), kept(result));
          progress.answered(result, answers.size(), questions.size());
        });
    return questions.stream().map(asked -> answers.get(asked.question().id())).toList();
  }

  private SuiteAnswer kept(Result result) {
    Found found = result.found();
    Optional<LedgerEntry> known = ledger.of(result.question().key());
    Evidence evidence =
        new Evidence(
            found.certificate().map(ledger.store()::put),
            found.counterexample().map(StoredCounterexample::bytes).map(ledger.store()::put),
            property(found, known));
    boolean isNew =
        result.origin() == Origin.SEARCHED
            || result.origin() == Origin.EARLIER_COUNTEREXAMPLE
            || result.origin() == Origin.EARLIER_PROOF;
    if (isNew) {
      ledger.append(entry(result, evidence));
    }
    Duration time = isNew ? result.time() : known.map(LedgerEntry::time).orElse(Duration.ZERO);
    return new SuiteAnswer(
        result.question(),
        found.verdict(),
        found.assurance(),
        found.reason(),
        found.asked(),
        found.measured(),
        evidence,
        result.origin(),
        isNew ? result.begun() : known.map(LedgerEntry::begun).orElse(result.begun()),
        time,
        found.subproblems(),
        result.notes());
  }

  private Optional<StoredFile> property(Found found, Optional<LedgerEntry> known) {
    return found
        .property()
        .map(ledger.store()::put)
        .or(() -> known.flatMap(LedgerEntry::property).flatMap(ledger.store()::file));
  }

  private static LedgerEntry entry(Result result, Evidence evidence) {
    Found found = result.found();
    return new LedgerEntry(
        result.question().id(),
        result.question().key(),
        found.verdict(),
        found.assurance(),
        found.reason(),
        found.asked(),
        found.measured(),
        evidence.certificate().map(StoredFile::sha256),
        evidence.counterexample().map(StoredFile::sha256),
        evidence.property().map(StoredFile::sha256),
        result.begun(),
        result.time(),
        found.subproblems(),
        result.limit());
  }
}
