package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators that repeat, move or drop elements by their place alone; on constants they are folded.
 */
final class RearrangementLowering {
  private RearrangementLowering() {}

  static Value tile(Call call) {
    Value value = call.input(0);
    int[] repeats = call.integers(1);
    int[] from = value.shape();
    int[] shape = new int[from.length];
    if (repeats.length != from.length || call.constant(1).rank() != 1) {
      throw call.refuse("repeats " + Shapes.text(repeats) + " for " + Shapes.text(from));
    }
    for (int d = 0; d < shape.length; d++) {
      if (repeats[d] < 0) {
        throw call.refuse("repeats " + Shapes.text(repeats));
      }
      shape[d] = Math.multiplyExact(from[d], repeats[d]);
    }
    call.graph.claim(shape);
    int[][] sources = new int[shape.length][];
    for (int d = 0; d < shape.length; d++) {
      sources[d] = new int[call.graph.claim(shape[d])];
      for (int i = 0; i < shape[d]; i++) {
        sources[d][i] = i % from[d];
      }
    }
    return call.graph.pick(value, MovementLowering.gridIndex(from, shape, sources), shape);
  }

  /**
   * Channels become the pixels of blocks: channel {@code (y · b + x) · c + k} (DCR) or {@code k ·
   * b² + y · b + x} (CRD) becomes pixel (y, x) of every block of channel k.
   */
  static Value depthToSpace(Call call) {
    Value value = call.input(0);
    int b = block(call, value);
    boolean isDepthFirst = isDepthFirst(call, 11);
    int[] from = value.shape();
    int channels = divided(call, from[1], b * b);
    int plane = Math.multiplyExact(from[2], from[3]);
    int perPixel = isDepthFirst ? channels * plane : plane;
    int perChannel = isDepthFirst ? plane : b * b * plane;
    int[] split = {from[0], channels, from[2], b, from[3], b};
    int[] steps = {from[1] * plane, perChannel, from[3], b * perPixel, 1, perPixel};
    int[] shape = {
      from[0], channels, Math.multiplyExact(from[2], b), Math.multiplyExact(from[3], b)
    };
    call.graph.claim(shape);
    return call.graph.pick(value, Shapes.walk(0, steps, split), shape);
  }

  /** The pixels of blocks become channels: the inverse. */
  static Value spaceToDepth(Call call) {
    Value value = call.input(0);
    int b = block(call, value);
    int[] from = value.shape();
    int height = divided(call, from[2], b);
    int width = divided(call, from[3], b);
    int plane = Math.multiplyExact(from[2], from[3]);
    boolean isDepthFirst = isDepthFirst(call, 28);
    int[] split =
        isDepthFirst
            ? new int[] {from[0], b, b, from[1], height, width}
            : new int[] {from[0], from[1], b, b, height, width};
    int[] steps =
        isDepthFirst
            ? new int[] {from[1] * plane, from[3], 1, plane, b * from[3], b}
            : new int[] {from[1] * plane, plane, from[3], 1, b * from[3], b};
    int[] shape = {from[0], Math.multiplyExact(from[1], b * b), height, width};
    call.graph.claim(shape);
    return call.graph.pick(value, Shapes.walk(0, steps, split), shape);
  }

  private static boolean isDepthFirst(Call call, int since) {
    String mode = call.opset() < since ? "DCR" : call.attributes.text("mode", "DCR");
    if (!mode.equals("DCR") && !mode.equals("CRD")) {
      throw call.refuse("attribute mode is " + mode + " instead of DCR or CRD");
    }
    return mode.equals("DCR");
  }

  private static int block(Call call, Value value) {
    int block = call.attributes.integer("blocksize", 0);
    if (block < 1 || block > 1 << 12 || value.rank() != 4) {
      throw call.refuse("blocks of " + block + " in a tensor of " + Shapes.text(value.shape()));
    }
    return block;
  }

  private static int divided(Call call, int extent, int parts) {
    if (extent % parts != 0) {
      throw call.refuse("an axis of " + extent + " in parts of " + parts);
    }
    return extent / parts;
  }

  /** The upper or lower triangles of matrices, from the k-th diagonal on; 0 elsewhere. */
  static Value trilu(Call call) {
    Value value = call.input(0);
    int[] shape = value.shape();
    boolean isUpper = call.attributes.flag("upper", true);
    int[] diagonal = call.hasInput(1) ? call.integers(1) : new int[1];
    if (shape.length < 2 || diagonal.length != 1) {
      throw call.refuse(diagonal.length + " diagonals of a tensor of " + Shapes.text(shape));
    }
    int columns = shape[shape.length - 1];
    int rows = shape[shape.length - 2];
    int[] index = Shapes.identity(call.graph.claim(shape));
    for (int i = 0; i < index.length; i++) {
      long above = i % columns - (long) (i / columns % rows) - diagonal[0];
      index[i] = above == 0 || above > 0 == isUpper ? i : -1;
    }
    return call.graph.pick(value, index, shape);
  }
}
