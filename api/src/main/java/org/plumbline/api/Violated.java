package org.plumbline.api;

import java.util.Optional;

/**
 * An input of the region does what the property forbids; it was replayed.
 *
 * @param key of the question
 * @param cost of the answer
 * @param asked what a question of local robustness is about
 * @param counterexample the input, and what the network makes of it
 */
public record Violated(
    QuestionKey key, Cost cost, Optional<AskedClass> asked, Counterexample counterexample)
    implements Answer {}
