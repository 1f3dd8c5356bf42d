package org.plumbline.suite.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Verdict;

/**
 * One line of the ledger: an answer.
 *
 * @param id of the question
 * @param key of what was asked
 * @param certificate SHA-256 in the store
 * @param counterexample SHA-256 in the store
 * @param property SHA-256 in the store
 * @param limit that the question had
 */
public record LedgerEntry(
    String id,
    String key,
    Verdict verdict,
    Optional<Assurance> assurance,
    String reason,
    Optional<AskedClass> asked,
    Optional<Measured> measured,
    Optional<String> certificate,
    Optional<String> counterexample,
    Optional<String> property,
    Instant begun,
    Duration time,
    long subproblems,
    Duration limit) {}
