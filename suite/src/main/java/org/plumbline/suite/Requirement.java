package org.plumbline.suite;

import java.util.List;

/**
 * One entry under {@code questions}: what is asked, and what is required of the answers.
 *
 * @param id unique in the suite, free text
 * @param tags to select it by
 * @param place of the entry in the suite file
 * @param kind of its questions
 * @param asked in words
 * @param demand on the answers
 */
public record Requirement(
    String id, List<String> tags, Place place, QuestionKind kind, String asked, Demand demand) {

  /** Copies the list. */
  public Requirement {
    tags = List.copyOf(tags);
  }
}
