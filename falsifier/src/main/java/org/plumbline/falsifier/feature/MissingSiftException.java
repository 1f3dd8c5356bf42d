package org.plumbline.falsifier.feature;

/** SIFT features are asked for, and their artifact is not on the class path. */
public final class MissingSiftException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingSiftException() {
    super(
        "SIFT features are not there: add the artifact org.plumbline:plumbline-opencv to the class"
            + " path, or choose others");
  }
}
