package org.plumbline.question;

import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.ReadInput;

/**
 * The input that a question of local robustness is about, as it was read.
 *
 * @param name of the file that it was read from, or what it is called
 * @param digest SHA-256 of the file, or of the numbers
 * @param answer of the network to the input itself
 */
public record AskedInput(
    String name, byte[] digest, ReadInput read, LocalRobustness question, OwnAnswer answer) {

  /** Whether the class that is asked about is what the network gives to the input itself. */
  public boolean isAboutOwnClass() {
    return answer.isOnly(question.label());
  }

  /** What is to be known before any verdict. */
  public String words() {
    String input = "Input: " + name + ", " + read.words() + "; " + answer.words() + ".";
    return isAboutOwnClass()
        ? input
        : input
            + System.lineSeparator()
            + "The class asked about is "
            + question.label()
            + ", which the input itself does not have.";
  }
}
