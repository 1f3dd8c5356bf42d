package org.plumbline.verifier.certified;

import org.plumbline.specs.query.Question;

/** A question, and a second reading of the files that it was made of. */
public record Asked(Question question, SecondReading second) {}
