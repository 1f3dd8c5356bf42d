package org.plumbline.soundness.analytic.reading;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.analytic.family.Sides;
import org.plumbline.soundness.analytic.reading.RawMessage.Field;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Spelling;
import org.plumbline.specs.property.DecimalBox;

/**
 * Models whose protocol buffers are not written as usual. Messages that stand twice are merged:
 * repeated fields are joined, of the others the last one counts (<em>Protocol Buffers:
 * Encoding</em>, "Last One Wins"). Numbers of the field {@code int32_data} keep 32 bits; of these,
 * and of {@code uint64_data}, an element keeps as many as its type has, as in ONNX Runtime.
 */
final class OtherSpellings {
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALISER = 5;
  private static final int INPUT = 11;
  private static final int INT32_DATA = 5;
  private static final int UINT64_DATA = 11;
  private static final int RAW_DATA = 9;
  private static final int[] ONE = {1};

  private final Sheet sheet;
  private final Sides sides;
  private final SplittableRandom random;

  OtherSpellings(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.sides = new Sides(sheet, random);
    this.random = random;
  }

  void fill() {
    graphTwice();
    operatorTwice();
    typeTwice();
    tensorTwice();
    elementsTwice();
    elementTypeTwice();
    typed(ElementType.INT32, 0, INT32_DATA);
    for (ElementType type : List.of(ElementType.INT8, ElementType.UINT16, ElementType.INT32)) {
      typed(type, 1 + random.nextInt(100), INT32_DATA);
    }
    typed(ElementType.UINT32, 1 + random.nextInt(100), UINT64_DATA);
  }

  /** Another spelling of a model's file, by a change of its graph. */
  private static Spelling spelled(OnnxModel model, UnaryOperator<RawMessage> change) {
    RawMessage file = RawMessage.of(OnnxWriter.toBytes(model));
    RawMessage graph = change.apply(file.first(GRAPH).message());
    return Spelling.ofNetwork(
        file.replacing(f -> f.number() == GRAPH, Field.data(GRAPH, graph.bytes())).bytes());
  }

  private double number() {
    return (3 + random.nextInt(100)) * (random.nextBoolean() ? 1 : -1);
  }

  private static Sides.Misread misread(double error) {
    return error < 0 ? Sides.Misread.LOWER : Sides.Misread.HIGHER;
  }

  private static OnnxModel plus(double v) {
    Graph graph = new Graph(1, 1);
    String constant = graph.constant(new double[] {v}, 1);
    return graph.model(graph.node("Add", graph.input(), constant), 1, 1);
  }

  /** Cut in two anywhere, each part a graph of its own. */
  private void graphTwice() {
    double v = number();
    OnnxModel model = plus(v);
    RawMessage file = RawMessage.of(OnnxWriter.toBytes(model));
    List<Field> graph = file.first(GRAPH).message().fields();
    int cut = 1 + random.nextInt(graph.size() - 1);
    byte[] bytes =
        file.replacing(
                f -> f.number() == GRAPH,
                Field.message(GRAPH, graph.subList(0, cut).toArray(Field[]::new)),
                Field.message(GRAPH, graph.subList(cut, graph.size()).toArray(Field[]::new)))
            .bytes();
    sides.ask(model, Spelling.ofNetwork(bytes), v, misread(-v), "X + " + v + ", its graph in two");
  }

  /** First {@code Sub}, then {@code Add}. */
  private void operatorTwice() {
    double v = number();
    OnnxModel model = plus(v);
    Spelling spelling =
        spelled(
            model,
            graph -> {
              RawMessage add = graph.first(NODE).message();
              RawMessage both =
                  add.replacing(f -> f.number() == 4, Field.text(4, "Sub"), Field.text(4, "Add"));
              return graph.replacing(f -> f.number() == NODE, Field.data(NODE, both.bytes()));
            });
    sides.ask(model, spelling, v, misread(-v), "X + " + v + ": the last operator counts");
  }

  /** Three inputs of shape [1] and [3], which is [1, 3]: no mean over the first axis. */
  private void typeTwice() {
    Graph graph = new Graph(1, 3);
    OnnxAttribute no = new OnnxAttribute.Int(0);
    String means =
        graph.node(
            "ReduceMean", Map.of("axes", new OnnxAttribute.Ints(0), "keepdims", no), graph.input());
    String greatest = graph.node("ReduceMax", Map.of("keepdims", no), means);
    OnnxModel model = graph.model(graph.node("Reshape", greatest, graph.integers(1, 1)), 1, 1);
    Spelling spelling =
        spelled(
            model,
            g ->
                g.replacing(
                    f -> f.number() == INPUT,
                    Field.message(INPUT, Field.text(1, "X"), vector(1), vector(3))));
    double low = (1 + random.nextInt(4)) / 8.0;
    DecimalBox box = Questions.box(new double[] {low, 0, 0}, new double[] {1, 0, 0});
    String proof = "the greatest of X_0, 0 and 0: the input has shape [1, 3]";
    double[] end = {1, 0, 0};
    double[] start = {low, 0, 0};
    sheet.known(model, spelling, Questions.reaches(box, 0.75), end, 1, proof);
    sheet.known(model, spelling, Questions.fallsTo(box, low / 2), start, low, proof);
  }

  /** The type of a vector of float32. */
  private static Field vector(long extent) {
    Field dimension = Field.message(1, Field.integer(1, extent));
    return Field.message(
        2,
        Field.message(1, Field.integer(1, ElementType.FLOAT.code()), Field.message(2, dimension)));
  }

  /** {@code X + c} with c in an attribute. */
  private static OnnxModel withAttribute(OnnxTensor value) {
    Graph graph = new Graph(1, 1);
    String constant = graph.node("Constant", Map.of("value", new OnnxAttribute.Tensor(value)));
    String real = graph.cast(constant, ElementType.FLOAT);
    String sum = graph.node("ReduceSum", real, graph.integers(0));
    return graph.model(graph.node("Add", graph.input(), sum), 1, 1);
  }

  private static Spelling tensorInParts(OnnxModel model, Field... parts) {
    return spelled(
        model,
        graph -> {
          Field first = graph.first(NODE);
          RawMessage node = first.message();
          RawMessage attribute = node.first(5).message();
          byte[] other = attribute.replacing(f -> f.number() == 5, parts).bytes();
          RawMessage changed = node.replacing(f -> f.number() == 5, Field.data(5, other));
          return graph.replacing(f -> f == first, Field.data(NODE, changed.bytes()));
        });
  }

  private static Field dimension(long extent) {
    return Field.integer(1, extent);
  }

  private static Field type(ElementType type) {
    return Field.integer(2, type.code());
  }

  /** The raw data of the second part counts. */
  private void tensorTwice() {
    double v = number();
    double other = v + number();
    OnnxModel model = withAttribute(OnnxTensor.reals("", ElementType.FLOAT, ONE, v));
    Field shaped =
        Field.message(5, dimension(1), type(ElementType.FLOAT), Field.text(8, ""), raw(other));
    Spelling spelling = tensorInParts(model, shaped, Field.message(5, raw(v)));
    sides.ask(model, spelling, v, misread(other - v), "the last raw data are " + v);
  }

  private static Field raw(double value) {
    int bits = Integer.reverseBytes(Float.floatToRawIntBits((float) value));
    byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    return Field.data(RAW_DATA, bytes);
  }

  /** Two numbers, one in each part. */
  private void elementsTwice() {
    long a = (long) number();
    long b = (long) number();
    OnnxModel model =
        withAttribute(OnnxTensor.integers("", ElementType.INT32, new int[] {2}, a, b));
    Field first =
        Field.message(5, dimension(2), type(ElementType.INT32), Field.packed(INT32_DATA, a));
    Field second = Field.message(5, type(ElementType.INT32), Field.integer(INT32_DATA, b));
    Spelling spelling = tensorInParts(model, first, second);
    sides.ask(model, spelling, a + b, misread(-a), "the elements are " + a + " and " + b);
  }

  /** The type of the second part counts: 8 bits of the number. */
  private void elementTypeTwice() {
    long wide = 200 + random.nextInt(50);
    long v = (byte) wide;
    OnnxModel model = withAttribute(OnnxTensor.integers("", ElementType.INT8, ONE, v));
    Field first =
        Field.message(5, dimension(1), type(ElementType.INT32), Field.packed(INT32_DATA, wide));
    Spelling spelling = tensorInParts(model, first, Field.message(5, type(ElementType.INT8)));
    sides.ask(model, spelling, v, Sides.Misread.HIGHER, wide + " is of type INT8");
  }

  /**
   * A number of which a field holds more bits than its type has.
   *
   * @param above those bits; if they are 0, a negative number is written as one without a sign
   */
  private void typed(ElementType type, long above, int field) {
    boolean isSigned = type == ElementType.INT32 || type == ElementType.INT8;
    long v = isSigned ? -3 - random.nextInt(100) : 3 + random.nextInt(100);
    int bits = TwosComplement.bits(type);
    long written = v & (1L << bits) - 1 | above << bits;
    Graph graph = new Graph(1, 1);
    String real = graph.cast(graph.integers(type, ONE, v), ElementType.FLOAT);
    OnnxModel model = graph.model(graph.node("Add", graph.input(), real), 1, 1);
    Field elements =
        random.nextBoolean() ? Field.packed(field, written) : Field.integer(field, written);
    Spelling spelling =
        spelled(
            model,
            g ->
                g.replacing(
                    f -> f.number() == INITIALISER,
                    Field.message(
                        INITIALISER, dimension(1), type(type), Field.text(8, "C0"), elements)));
    String proof = Long.toUnsignedString(written) + " is " + v + " as " + type;
    sides.ask(model, spelling, v, Sides.Misread.HIGHER, proof);
  }
}
