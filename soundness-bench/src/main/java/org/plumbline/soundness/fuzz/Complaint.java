package org.plumbline.soundness.fuzz;

/**
 * Something that must not be.
 *
 * @param kind what it is, in words that stay the same while a model is shrunk
 * @param where the operator or the node at fault
 * @param what in full
 */
public record Complaint(String kind, String where, String what) {
  /** Whether another complaint is about the same thing. */
  public boolean isLike(Complaint other) {
    return kind.equals(other.kind) && where.equals(other.where);
  }

  @Override
  public String toString() {
    return kind + " (" + where + "): " + what;
  }
}
