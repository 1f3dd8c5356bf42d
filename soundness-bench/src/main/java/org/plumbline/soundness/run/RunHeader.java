package org.plumbline.soundness.run;

import org.plumbline.soundness.instance.Semantics;

/**
 * All that the results of a run depend on.
 *
 * @param verifier its name in reports
 * @param command how it is started
 * @param benchmark digest of the benchmark's questions
 * @param semantics the numbers that it claims to speak of
 */
public record RunHeader(
    String verifier, String command, String benchmark, Semantics semantics, long megabytes) {}
