package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.List;

/** Reads the declarations of inputs and outputs. */
final class ValueInfoParser {
  private ValueInfoParser() {}

  static OnnxValueInfo parse(WireReader in) {
    String name = "";
    MergedMessage type = new MergedMessage();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 2 -> type.add(in.message());
        default -> in.skip();
      }
    }
    return type.isPresent()
        ? ofType(name, type.reader())
        : new OnnxValueInfo(name, ElementType.UNDEFINED, List.of());
  }

  /** The last kind of type that is set counts; those that are no tensors have no elements. */
  private static OnnxValueInfo ofType(String name, WireReader in) {
    MergedMessage tensor = new MergedMessage();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> tensor.add(in.message());
        case 4, 5, 7, 8, 9 -> {
          tensor.clear();
          in.skip();
        }
        default -> in.skip();
      }
    }
    return tensor.isPresent()
        ? tensor(name, tensor.reader())
        : new OnnxValueInfo(name, ElementType.UNDEFINED, List.of());
  }

  private static OnnxValueInfo tensor(String name, WireReader in) {
    ElementType element = ElementType.UNDEFINED;
    List<OnnxDimension> shape = new ArrayList<>();
    boolean isDeclared = false;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> element = ElementType.of(in.varint32());
        case 2 -> {
          isDeclared = true;
          shape(in.message(), shape);
        }
        default -> in.skip();
      }
    }
    return new OnnxValueInfo(name, element, shape, isDeclared);
  }

  private static void shape(WireReader in, List<OnnxDimension> to) {
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field == 1) {
        to.add(dimension(in.message()));
      } else {
        in.skip();
      }
    }
  }

  /** Either a number or a name: the one that stands last. */
  private static OnnxDimension dimension(WireReader in) {
    long extent = 0;
    String symbol = "";
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> {
          extent = in.varint();
          symbol = "";
        }
        case 2 -> {
          symbol = in.string();
          extent = 0;
        }
        default -> in.skip();
      }
    }
    return new OnnxDimension(extent, symbol);
  }
}
