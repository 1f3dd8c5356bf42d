package org.plumbline.suite.question;

import java.util.Optional;
import org.plumbline.suite.Measured;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;

/** An earlier answer with its evidence. */
public record Remembered(
    Verdict verdict,
    Optional<Measured> measured,
    Optional<byte[]> certificate,
    Optional<StoredCounterexample> counterexample) {}
