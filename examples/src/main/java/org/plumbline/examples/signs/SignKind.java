package org.plumbline.examples.signs;

/** The kinds of sign that {@link SignPainter} draws; a label is the place in this list. */
public enum SignKind {
  STOP,
  YIELD,
  PRIORITY_ROAD,
  NO_ENTRY,
  SPEED_LIMIT_30,
  SPEED_LIMIT_50,
  SPEED_LIMIT_80,
  AHEAD_ONLY,
  TURN_RIGHT,
  DANGER
}
