package org.plumbline.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.Shapes;

/**
 * The shapes of inputs: as they are chosen where the model leaves them open, and a batch of one
 * where nothing else is open. Axes of one name have one extent.
 */
final class InputShapes {
  private static final long LARGEST = 1L << 26;

  private final OnnxModel model;
  private final ModelSelection selection;
  private final Map<String, Integer> extents = new HashMap<>();

  InputShapes(OnnxModel model, ModelSelection selection) {
    this.model = model;
    this.selection = selection;
    for (OnnxValueInfo input : model.graph().realInputs()) {
      int[] chosen = chosen(input);
      if (chosen != null) {
        bind(input, chosen);
      }
    }
  }

  private int[] chosen(OnnxValueInfo input) {
    int[] named = selection.shapes().get(input.name());
    return named == null ? selection.shapes().get("") : named;
  }

  private void bind(OnnxValueInfo input, int[] chosen) {
    List<OnnxDimension> declared = input.shape();
    boolean fits = !input.isShaped() || declared.size() == chosen.length;
    for (int d = 0; fits && d < declared.size(); d++) {
      OnnxDimension axis = declared.get(d);
      fits = chosen[d] > 0 && (axis.isOpen() || axis.extent() == chosen[d]);
      if (fits && axis.isOpen() && !axis.symbol().isEmpty()) {
        Integer other = extents.putIfAbsent(axis.symbol(), chosen[d]);
        fits = other == null || other == chosen[d];
      }
    }
    if (!fits) {
      throw refusal(
          "input "
              + input.name()
              + " is declared with the shape "
              + input.shapeText()
              + ", which "
              + Shapes.text(chosen)
              + " does not fit");
    }
  }

  /**
   * The shape of an input.
   *
   * @throws OnnxParseException if it is not known
   */
  int[] of(OnnxValueInfo input) {
    int[] chosen = chosen(input);
    if (chosen == null && !input.isShaped()) {
      throw refusal("input " + input.name() + " declares no shape" + wayOut(input, "1x3x64x64"));
    }
    int[] shape = chosen == null ? declared(input) : chosen.clone();
    long size = 1;
    for (int extent : shape) {
      size = Math.min(LARGEST, size * extent);
    }
    if (size == LARGEST) {
      throw refusal("input " + input.name() + " has shape " + Shapes.text(shape) + ": too large");
    }
    return shape;
  }

  private int[] declared(OnnxValueInfo input) {
    int[] shape = new int[input.shape().size()];
    for (int d = 0; d < shape.length; d++) {
      OnnxDimension axis = input.shape().get(d);
      Integer known = axis.isOpen() ? extents.get(axis.symbol()) : Integer.valueOf(0);
      if (axis.isOpen() && d > 0 && known == null) {
        throw refusal(
            "input "
                + input.name()
                + " has the shape "
                + input.shapeText()
                + ", whose axis "
                + d
                + " ("
                + axis
                + ") is open"
                + wayOut(input, ModelSelection.shapeText(ModelSelection.example(input))));
      }
      long extent = !axis.isOpen() ? axis.extent() : known == null ? 1 : known;
      shape[d] = (int) Math.min(LARGEST, extent);
    }
    return shape;
  }

  private static String wayOut(OnnxValueInfo input, String example) {
    return "; say it, as in --input-shape "
        + input.name()
        + "="
        + example
        + ", or export the model with a fixed shape";
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
