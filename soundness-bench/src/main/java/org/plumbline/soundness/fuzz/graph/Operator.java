package org.plumbline.soundness.fuzz.graph;

import java.util.function.Consumer;

/**
 * An operator that is drawn.
 *
 * @param since the first operator set that has it, from 7 on
 * @param until the last one that has it
 * @param drawing adds a node of it, or nothing where nothing fits
 */
record Operator(String name, int since, int until, Consumer<Sketch> drawing) {
  private static final int NEWEST = Integer.MAX_VALUE;

  static Operator of(String name, Consumer<Sketch> drawing) {
    return since(7, name, drawing);
  }

  static Operator since(int opset, String name, Consumer<Sketch> drawing) {
    return new Operator(name, opset, NEWEST, drawing);
  }

  boolean exists(int opset) {
    return since <= opset && opset <= until;
  }
}
