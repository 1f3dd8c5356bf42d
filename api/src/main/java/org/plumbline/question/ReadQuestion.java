package org.plumbline.question;

import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.specs.vnnlib2.Vnnlib2Printer;
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.SecondReading;

/**
 * A question as it was read.
 *
 * @param second another reading of the same bytes
 * @param premise what patterns take for granted
 * @param input that it is about, where it is one of local robustness
 * @param joined as it was declared, where it is one in VNN-LIB 2.0
 * @param subjects makes {@link #subject}, which costs time
 */
public record ReadQuestion(
    Question question,
    SecondReading second,
    Premise premise,
    Optional<AskedInput> input,
    Optional<JoinedQuestion> joined,
    Supplier<Subject> subjects) {

  /**
   * What a question is about.
   *
   * @param network SHA-256 of the unpacked file
   * @param property SHA-256 of the unpacked file, or of {@link ReadQuestion#text}
   */
  public record Subject(byte[] network, byte[] property) {}

  /** What it is about. */
  public Subject subject() {
    return subjects.get();
  }

  /** The numbers that it is about, where the property declares types. */
  public Optional<Semantics> declared() {
    return joined.map(JoinedQuestion::semantics);
  }

  /** For the search. */
  public Asked asked() {
    return new Asked(question, second);
  }

  /** The property as VNN-LIB, which stands for the file where there is none. */
  public String text() {
    return joined
        .map(declared -> Vnnlib2Printer.print(declared.document()))
        .orElseGet(() -> VnnLibWriter.write(question.property()));
  }
}
