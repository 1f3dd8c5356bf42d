package org.plumbline.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One question.
 *
 * @param id {@code REQUIREMENT/part}, unique in the suite
 * @param requirement id of the {@link Requirement} that asks it
 * @param place in the suite file
 * @param kind of question
 * @param networks that it is about; one, but for properties of several and for comparisons
 * @param key SHA-256 of all that matters to the answer, hexadecimal
 * @param words what is asked
 * @param command an equivalent command line, where there is one
 * @param image that it is about, where it is about one
 * @param label that the data says the image has
 * @param epsilon how far inputs move, as a decimal, where they do
 * @param volume share of the domain that it is about, where it is about a cell of one
 */
public record SuiteQuestion(
    String id,
    String requirement,
    Place place,
    QuestionKind kind,
    List<AskedNetwork> networks,
    String key,
    String words,
    Optional<String> command,
    Optional<AskedImage> image,
    OptionalInt label,
    Optional<String> epsilon,
    Optional<BigDecimal> volume) {

  /** Copies the list. */
  public SuiteQuestion {
    networks = List.copyOf(networks);
  }
}
