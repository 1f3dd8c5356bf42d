package org.plumbline.soundness.run;

/**
 * What a verifier may use for one instance.
 *
 * @param seconds of wall-clock time until it is killed
 * @param megabytes of resident memory, of all its processes together
 */
public record Limits(double seconds, long megabytes) {}
