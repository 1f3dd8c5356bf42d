package org.plumbline.falsifier.trial;

/** Why a search ended. */
public enum Ending {
  /** It did all that it set out to do. */
  FINISHED,
  /** Its time was up. */
  TIME,
  /** It had asked as often as it was allowed to. */
  QUERIES,
  /** The black box failed. */
  FAILURE
}
