package org.plumbline.suite;

import java.nio.file.Path;

/**
 * Evidence in the store beside the ledger.
 *
 * @param sha256 of its bytes, hexadecimal; its name in the store
 * @param path absolute
 * @param size in bytes
 */
public record StoredFile(String sha256, Path path, long size) {}
