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
  static final int LEARNING = 4;

  static final int DERIVE = 0;
  static final int CLIP_INPUTS = 1;
  static final int REFUTE = 2;
  static final int CLIP_NEURONS_BY_SPLIT = 3;
  static final int CLIP_NEURONS_BY_ROWS = 4;
  static final int PROPAGATE = 5;
  static final int ENCLOSE = 6;
  static final int DERIVE_WITH_TREES = 7;

  /** Splits above a node; deeper trees are malformed. */
  static final int MOST_DEPTH = 2000;

  /** Bytes of a certificate once unpacked, its objects included. */
  static final long MOST_BYTES = 1L << 31;

  /** What counts for an object of the smallest kinds, beside its fields in the file. */
  static final int OBJECT_BYTES = 64;

  /** Objects (nodes, steps, rows and claims) that a file may hold whatever its size. */
  private static final long FREE_OBJECTS = 1024;

  /** Objects that it may hold for each case: a node and its steps. */
  private static final long OBJECTS_OF_A_CASE = 8;

  /** Objects that it may hold for each byte; searches leave up to 3.3. */
  private static final long OBJECTS_OF_A_BYTE = 4;

  private CertificateFormat() {}

  /**
   * The objects that a file may hold, each of which may cost a checker a pass over the network:
   * what is packed into a few bytes does not keep it busy for long. A writer packs less where that
   * is needed; in a file that is not packed at all every object has a byte of its own.
   *
   * @param bytes of the file
   */
  static long mostObjects(long bytes, long cases) {
    return FREE_OBJECTS + OBJECTS_OF_A_CASE * cases + OBJECTS_OF_A_BYTE * bytes;
  }
}
