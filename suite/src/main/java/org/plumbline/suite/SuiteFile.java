package org.plumbline.suite;

import java.nio.file.Path;

/**
 * A suite file that was read.
 *
 * @param path absolute
 * @param name how it was named, for messages and reports
 * @param sha256 of its bytes and of those that it includes, in order; hexadecimal
 */
public record SuiteFile(Path path, String name, String sha256) {}
