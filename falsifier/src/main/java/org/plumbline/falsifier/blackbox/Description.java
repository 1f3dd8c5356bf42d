package org.plumbline.falsifier.blackbox;

import org.plumbline.falsifier.contract.BlackBox.Knowledge;

/**
 * How a remote black box introduces itself.
 *
 * @param inputs values of one input
 */
record Description(int inputs, int classes, Knowledge knowledge) {
  private static final int MOST_INPUTS = 1 << 26;
  private static final int MOST_CLASSES = 1 << 20;

  Description {
    if (inputs < 1 || inputs > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "\"inputs\" is " + inputs + ", not a number from 1 to " + MOST_INPUTS);
    }
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "\"classes\" is " + classes + ", not a number from 2 to " + MOST_CLASSES);
    }
  }
}
