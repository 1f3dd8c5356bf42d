package org.plumbline.suite;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is required of the answers to an entry's questions.
 *
 * @param holds least share that holds, between 0 and 1, whatever the assurance
 * @param certified least share that holds by a certificate that was checked
 * @param violated greatest share that is violated
 * @param undecided greatest share that stays undecided
 * @param least a number that every answer has to reach, such as a radius
 * @param isSample whether the questions are a sample of more, so that shares are estimates
 * @param words as the file says it, for people
 */
public record Demand(
    Optional<BigDecimal> holds,
    Optional<BigDecimal> certified,
    Optional<BigDecimal> violated,
    Optional<BigDecimal> undecided,
    Optional<BigDecimal> least,
    boolean isSample,
    String words) {}
