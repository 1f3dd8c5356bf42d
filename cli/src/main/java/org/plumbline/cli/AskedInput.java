package org.plumbline.cli;

import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.ReadInput;

/**
 * The input that a question of local robustness is about, as it was read.
 *
 * @param answer of the network to the input itself
 */
record AskedInput(FileContent file, ReadInput read, LocalRobustness question, OwnAnswer answer) {

  /** What is to be known before any verdict. */
  String words() {
    String input = "Input: " + file.name() + ", " + read.words() + "; " + answer.words() + ".";
    return answer.isOnly(question.label())
        ? input
        : input
            + System.lineSeparator()
            + "The class asked about is "
            + question.label()
            + ", which the input itself does not have.";
  }
}
