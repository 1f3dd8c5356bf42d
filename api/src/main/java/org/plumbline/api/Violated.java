package org.plumbline.api;

/**
 * An input of the region does what the property forbids; it was replayed.
 *
 * @param key of the question
 * @param cost of the answer
 * @param counterexample the input, and what the network makes of it
 */
public record Violated(QuestionKey key, Cost cost, Counterexample counterexample)
    implements Answer {}
