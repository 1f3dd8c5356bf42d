package org.plumbline.falsifier.game;

/** Which values of a pixel a manipulation moves. */
public enum Channels {
  /** All channels by the same step. */
  TOGETHER,
  /** One channel. */
  ONE
}
