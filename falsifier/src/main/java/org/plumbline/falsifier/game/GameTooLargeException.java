package org.plumbline.falsifier.game;

/** A search gave up since the game needs more states than it may keep. */
public final class GameTooLargeException extends IllegalStateException {
  GameTooLargeException(String message) {
    super(message);
  }
}
