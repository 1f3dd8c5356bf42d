package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of one attribute as they stand in the file. The kind that the attribute declares says
 * which of them is its value, and no other may be there; files of before the kind was declared have
 * just one.
 */
final class AttributeParts {
  private static final int DECLARED_KIND = 20;
  private static final int REFERENCE = 21;

  private final WireReader in;
  private final List<Kind> present = new ArrayList<>(1);
  private final MergedMessage tensor = new MergedMessage();
  private final IntegerField ints = new IntegerField();
  private final FloatField reals = new FloatField();
  private final List<String> texts = new ArrayList<>(0);
  private final MergedMessage graph = new MergedMessage();
  private String name = "";
  private int declared;
  private float real;
  private long integer;
  private String text = "";
  private String reference = "";

  /** Kinds of values, with the number by which they are declared and that of their field. */
  private enum Kind {
    REAL(1, 2),
    INT(2, 3),
    TEXT(3, 4),
    TENSOR(4, 5),
    GRAPH(5, 6),
    REALS(6, 7),
    INTS(7, 8),
    TEXTS(8, 9),
    TENSORS(9, 10),
    GRAPHS(10, 11),
    SPARSE_TENSOR(11, 22),
    SPARSE_TENSORS(12, 23),
    TYPE(13, 14),
    TYPES(14, 15);

    private final int number;
    private final int field;

    Kind(int number, int field) {
      this.number = number;
      this.field = field;
    }

    static Kind ofField(int field) {
      return Arrays.stream(values()).filter(k -> k.field == field).findFirst().orElse(null);
    }

    static Kind declared(int number) {
      return Arrays.stream(values()).filter(k -> k.number == number).findFirst().orElse(null);
    }
  }

  AttributeParts(WireReader in) {
    this.in = in;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      read(field);
    }
  }

  private void read(int field) {
    Kind kind = Kind.ofField(field);
    if (kind != null && !present.contains(kind)) {
      present.add(kind);
    }
    switch (field) {
      case 1 -> name = in.string();
      case 2 -> real = in.fixed32();
      case 3 -> integer = in.varint();
      case 4 -> text = in.string();
      case 5 -> tensor.add(in.message());
      case 6 -> graph.add(in.message());
      case 7 -> reals.read(in);
      case 8 -> ints.read(in);
      case 9 -> texts.add(in.string());
      case DECLARED_KIND -> declared = in.varint32();
      case REFERENCE -> reference = in.string();
      default -> in.skip();
    }
  }

  String name() {
    return name;
  }

  /** The value; a field that is left out has the value 0, or is empty. */
  OnnxAttribute value(String node, TensorParser tensors, GraphParser graphs) {
    String what = "attribute " + name + " of node " + node;
    Kind kind = declared == 0 && present.size() == 1 ? present.get(0) : Kind.declared(declared);
    if (!reference.isEmpty()) {
      if (!present.isEmpty()) {
        throw in.refusal(what + " has a value and refers to one, too");
      }
      return new OnnxAttribute.Reference(reference, kind == null ? "" : kind.name());
    }
    if (declared == 0 && present.isEmpty()) {
      return new OnnxAttribute.Other("no value");
    }
    if (kind == null || present.stream().anyMatch(other -> other != kind)) {
      throw in.refusal(what + " declares kind " + declared + " and has values of " + present);
    }
    return switch (kind) {
      case REAL -> new OnnxAttribute.Real(real);
      case INT -> new OnnxAttribute.Int(integer);
      case TEXT -> new OnnxAttribute.Text(text);
      case REALS -> new OnnxAttribute.Reals(reals.values());
      case INTS -> new OnnxAttribute.Ints(ints.values());
      case TEXTS -> new OnnxAttribute.Texts(List.copyOf(texts));
      case TENSOR -> {
        if (!tensor.isPresent()) {
          throw in.refusal(what + " has no tensor");
        }
        yield new OnnxAttribute.Tensor(tensors.parse(tensor.reader(), node));
      }
      case GRAPH -> {
        if (!graph.isPresent()) {
          throw in.refusal(what + " has no graph");
        }
        yield new OnnxAttribute.Graph(graphs.graph(graph.reader()));
      }
      default -> new OnnxAttribute.Other(kind.name());
    };
  }
}
