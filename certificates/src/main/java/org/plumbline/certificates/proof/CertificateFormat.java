package org.plumbline.certificates.proof;

/** The numbers of the file format. */
final class CertificateFormat {
  static final String MAGIC = "PLUMBLINE-PROOF\n";

  /** Of certificates without a premise. */
  static final int VERSION = 3;

  /** Of those with one, which have its digest and multipliers for passes of neurons. */
  static final int VERSION_WITH_PREMISE = 4;

  /** Versions from before rules of reading had a number are lower by this. */
  static final int UNNUMBERED = 2;

  static final int CLOSED = 0;
  static final int SPLIT = 1;
  static final int BY_POLYHEDRON = 2;
  static final int UNJUSTIFIED = 3;

  static final int DERIVE = 0;
  static final int CLIP_INPUTS = 1;
  static final int REFUTE = 2;
  static final int CLIP_NEURONS_BY_SPLIT = 3;
  static final int CLIP_NEURONS_BY_ROWS = 4;

  /** Splits above a node; deeper trees are malformed. */
  static final int MOST_DEPTH = 2000;

  /** Bytes of a certificate once unpacked, its objects included. */
  static final long MOST_BYTES = 1L << 31;

  /** What counts for an object of the smallest kinds, beside its fields in the file. */
  static final int OBJECT_BYTES = 64;

  private CertificateFormat() {}
}
