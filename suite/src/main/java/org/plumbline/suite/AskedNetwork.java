package org.plumbline.suite;

/**
 * A network that a question is about.
 *
 * @param name of the file, as the suite says it
 * @param sha256 of its content, unpacked; hexadecimal
 */
public record AskedNetwork(String name, String sha256) {}
