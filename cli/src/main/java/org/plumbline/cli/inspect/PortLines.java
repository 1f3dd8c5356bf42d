package org.plumbline.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** What goes in and out of a model, where that is not one tensor each. */
final class PortLines {
  private PortLines() {}

  static List<String> of(OnnxModel model) {
    List<String> lines = new ArrayList<>();
    List<OnnxValueInfo> inputs = model.graph().realInputs();
    List<OnnxValueInfo> outputs = model.graph().outputs();
    if (inputs.size() > 1) {
      lines.add("Inputs, one after the other: " + text(inputs));
    }
    if (outputs.size() > 1) {
      lines.add("Outputs, one after the other: " + text(outputs));
    }
    return lines;
  }

  private static String text(List<OnnxValueInfo> values) {
    return values.stream()
        .map(
            value ->
                value.name()
                    + " "
                    + value.type().toString().toLowerCase(Locale.ROOT)
                    + " "
                    + value.shapeText())
        .collect(Collectors.joining(", "));
  }
}
