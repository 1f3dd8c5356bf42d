package org.plumbline.suite;

import java.util.Optional;

/**
 * A number that a question is about, such as a radius. Of an answer from the ledger, the end that
 * the verdict rests on was checked again, and the other one is remembered.
 *
 * @param what it is, in a word
 * @param lower proved bound, decimal
 * @param upper bound that a counterexample shows, decimal, where one was found
 */
public record Measured(String what, String lower, Optional<String> upper) {}
