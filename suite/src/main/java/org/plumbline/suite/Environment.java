package org.plumbline.suite;

/**
 * Where a suite ran.
 *
 * @param plumbline version of the tool
 * @param java version and vendor
 * @param system operating system and architecture
 * @param cores that Java sees
 * @param memory greatest heap in bytes
 * @param threads questions that were answered at once
 */
public record Environment(
    String plumbline, String java, String system, int cores, long memory, int threads) {}
