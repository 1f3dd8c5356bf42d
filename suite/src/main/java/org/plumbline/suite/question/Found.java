package org.plumbline.suite.question;

import java.util.List;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.api.SeenInput;
import org.plumbline.api.Violated;
import org.plumbline.suite.Measured;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;

/**
 * What a search found, with its evidence. It depends on nothing of this process, so that another
 * one can hand it over.
 *
 * @param assurance of what holds
 * @param reason in words
 * @param certificate that was accepted
 * @param property that was asked, as VNN-LIB: what a certificate is about, byte for byte
 */
public record Found(
    Verdict verdict,
    Optional<Assurance> assurance,
    String reason,
    Optional<AskedClass> asked,
    Optional<Measured> measured,
    Optional<byte[]> certificate,
    Optional<byte[]> property,
    Optional<StoredCounterexample> counterexample,
    long subproblems,
    List<String> notes) {

  /** Copies the list. */
  public Found {
    notes = List.copyOf(notes);
  }

  /**
   * An input near one that was given violates.
   *
   * @param seen the given input
   * @param text the property that it violates
   */
  static Found violated(
      SeenInput seen, Violated violated, String text, StoredCounterexample picture, long cost) {
    String itself =
        seen.asked().isOwn() ? "" : "the network gives the input itself another class; ";
    return new Found(
        Verdict.VIOLATED,
        Optional.empty(),
        itself + "an input reaches " + violated.counterexample().reached(),
        Optional.of(seen.asked()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(EntryQuestions.utf8(text)),
        Optional.of(picture),
        cost,
        List.of());
  }

  /** Something broke down. */
  public static Found error(String reason) {
    return open(Verdict.ERROR, reason, Optional.empty(), 0);
  }

  /** Neither was shown. */
  public static Found undecided(String reason, Optional<AskedClass> asked, long subproblems) {
    return open(Verdict.UNDECIDED, reason, asked, subproblems);
  }

  private static Found open(
      Verdict verdict, String reason, Optional<AskedClass> asked, long subproblems) {
    return new Found(
        verdict,
        Optional.empty(),
        reason,
        asked,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        subproblems,
        List.of());
  }
}
