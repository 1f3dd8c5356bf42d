package org.plumbline.question;

/** Files that ask a question. */
public interface QuestionFiles {
  /**
   * Reads the question; a model that has to be read in pieces is, where it can be.
   *
   * @throws org.plumbline.network.model.ParseException also where the parts do not fit each other
   * @throws org.plumbline.network.model.UnsupportedOperatorException if a model has what nothing
   *     helps to read
   */
  ReadQuestion read();

  /**
   * Reads the question about whole networks, as certificates are.
   *
   * @throws org.plumbline.network.model.ParseException also where the parts do not fit each other
   * @throws org.plumbline.network.model.UnsupportedOperatorException if a model has what is not
   *     supported
   */
  ReadQuestion readWhole();
}
