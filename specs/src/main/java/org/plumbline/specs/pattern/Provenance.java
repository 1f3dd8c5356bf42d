package org.plumbline.specs.pattern;

import java.math.BigDecimal;

/**
 * Where patterns come from.
 *
 * @param network SHA-256 of the network file, unpacked, in hexadecimal
 * @param data SHA-256 of the files of images and labels, unpacked, one after the other
 * @param first number of the first image in the data
 * @param images how many were looked at, of all classes
 * @param delta the share of samples that may violate a literal, at least 0 and below ½
 * @param note how the patterns were made of those mined; empty if they are those
 */
public record Provenance(
    String network,
    String data,
    int first,
    int images,
    Protocol protocol,
    BigDecimal delta,
    String note) {

  /** Which images are samples of a class. */
  public enum Protocol {
    /** Those that the data set labels so. */
    ALL,
    /** Those of them that the network classifies so, too. */
    CORRECT
  }

  public Provenance {
    if (delta.signum() < 0 || delta.compareTo(new BigDecimal("0.5")) >= 0) {
      throw new IllegalArgumentException("delta " + delta + " is not at least 0 and below 0.5");
    } else if (first < 0 || images < 0) {
      throw new IllegalArgumentException(images + " images from number " + first);
    }
  }
}
