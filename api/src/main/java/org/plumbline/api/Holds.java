package org.plumbline.api;

import java.util.Optional;

/**
 * No input of the region does what the property forbids.
 *
 * @param key of the question
 * @param cost of the answer
 * @param asked what a question of local robustness is about
 * @param semantics the numbers that this is about
 * @param assurance how far the proof can be trusted
 * @param certificate there just if the assurance is {@link Assurance#CERTIFIED}
 */
public record Holds(
    QuestionKey key,
    Cost cost,
    Optional<AskedClass> asked,
    Semantics semantics,
    Assurance assurance,
    Optional<Certificate> certificate)
    implements Answer {}
