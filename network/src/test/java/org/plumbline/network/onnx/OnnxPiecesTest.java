package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.ConditionalNetwork;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Eight values and two places, x8 and x9, where the model looks or changes something. */
class OnnxPiecesTest {
  private static final int PLACES = 8;

  private final ModelBuilder m = new ModelBuilder(1, 13, PLACES + 2);

  private String part(String whole, int from, int to) {
    return m.node("Slice", whole, m.integers(from), m.integers(to));
  }

  private String place(int input) {
    String place = part(ModelBuilder.INPUT, input, input + 1);
    String cast = m.node("Cast", place);
    m.with("to", ElementType.INT64.code());
    return cast;
  }

  /** Values [0, 1], places in the ranges given. */
  private static Box box(double... ends) {
    double[] lower = new double[PLACES + ends.length / 2];
    double[] upper = new double[lower.length];
    Arrays.fill(upper, 1);
    for (int i = 0; i < ends.length / 2; i++) {
      lower[PLACES + i] = ends[2 * i];
      upper[PLACES + i] = ends[2 * i + 1];
    }
    return new Box(lower, upper);
  }

  /** Three values from where x8 says: the slice ends where the axis does. */
  private OnnxModel window() {
    String start = place(PLACES);
    String end = m.node("Add", start, m.integers(3L));
    String window = m.node("Slice", part(ModelBuilder.INPUT, 0, PLACES), start, end);
    return m.output(m.node("ReduceSum", m.node("Mul", window, m.scalar(2))));
  }

  /** Ones of the shape [2, 4] with zeros written from row x8 and column x9 on, times the values. */
  private OnnxModel patch() {
    String row = place(PLACES);
    String column = place(PLACES + 1);
    String ones =
        m.tensor(
            OnnxTensor.float32("ones", new int[] {2, 4}, new float[] {1, 1, 1, 1, 1, 1, 1, 1}));
    String rows = rangeFrom(row, 2, 1);
    String columns = rangeFrom(column, 4, 2);
    String grid =
        m.node("Shape", m.node("Add", m.node("Reshape", rows, m.integers(-1, 1)), columns));
    String rowGrid = m.node("Expand", m.node("Reshape", rows, m.integers(-1, 1)), grid);
    String columnGrid = m.node("Expand", columns, grid);
    String places =
        m.node(
            "Concat",
            m.node("Unsqueeze", rowGrid, m.integers(-1L)),
            m.node("Unsqueeze", columnGrid, m.integers(-1L)));
    m.with("axis", -1);
    String zeros = m.node("ConstantOfShape", grid);
    String mask = m.node("ScatterND", ones, places, zeros);
    String values = m.node("Reshape", part(ModelBuilder.INPUT, 0, PLACES), m.integers(2, 4));
    return m.output(m.node("MatMul", m.node("Mul", values, mask), m.weights(4, 3)));
  }

  /** The numbers from start to before start + width that an axis has. */
  private String rangeFrom(String start, int extent, int width) {
    String all = m.integers(IntStream.range(0, extent).toArray());
    return m.node("Slice", all, start, m.node("Add", start, m.integers((long) width)));
  }

  @Test
  void aSliceThatStartsWhereAnInputSays() throws Exception {
    OnnxModel model = window();
    Box box = box(0, 7.5, 0, 1);
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    assertThat(pieces)
        .extracting(piece -> piece.wholeParts().get(PLACES))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertAgrees(model, pieces, box, 11);
  }

  @Test
  void choicesThatComputeTheSameShareAPiece() throws Exception {
    OnnxModel model = patch();
    // Two rows times four columns, and no mask at all where the row is 2 … 9 or the column 4 … 6.
    Box box = box(0, 9, 0, 6);
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    assertThat(pieces).hasSize(2 * 4 + 1);
    assertAgrees(model, pieces, box, 12);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void somePieceAgreesEverywhere(int seed) throws Exception {
    Random random = new Random(seed);
    double low = (float) (4 * random.nextDouble() - 2);
    double high = (float) (low + 5 * random.nextDouble());
    Box box = box(low, high, (float) random.nextDouble(), 3);
    OnnxModel model = seed % 2 == 0 ? window() : patch();
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    try (Runtime runtime = new Runtime(OnnxWriter.toBytes(model))) {
      for (int trial = 0; trial < 20; trial++) {
        double[] x = sample(random, box);
        double[] expected = run(runtime, model, x);
        assertThat(pieces)
            .as("seed %d trial %d x %s", seed, trial, Arrays.toString(x))
            .anySatisfy(piece -> assertClose(piece, x, expected));
      }
    }
  }

  private static double[] sample(Random random, Box box) {
    double[] x = new double[box.size()];
    for (int i = 0; i < x.length; i++) {
      double width = box.upper()[i] - box.lower()[i];
      x[i] = Math.min(box.upper()[i], (float) (box.lower()[i] + random.nextDouble() * width));
    }
    return x;
  }

  @Test
  void wholePartsAreRoundedTowardsZero() throws Exception {
    String values = part(ModelBuilder.INPUT, 0, PLACES);
    OnnxModel model = m.output(m.node("Gather", values, place(PLACES)));
    Box box = box(-2.5, 1.5, 0, 1);
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    assertThat(pieces)
        .extracting(piece -> piece.wholeParts().get(PLACES))
        .containsExactly(-2L, -1L, 0L, 1L);
    assertAgrees(model, pieces, box, 13);
  }

  @Test
  void inputsThatTheBoxFixesAreConstants() throws Exception {
    OnnxModel model = window();
    List<NetworkPiece> pieces = OnnxPieces.of(model, box(2, 2, 0, 1));
    assertThat(pieces).hasSize(1);
    ConditionalNetwork network = pieces.get(0).maker().get();
    assertThat(network.values()).containsExactly(Map.entry(PLACES, 2.0));
    assertThat(pieces.get(0).wholeParts()).isEmpty();
    double[] x = {0, 1, 2, 4, 8, 16, 32, 64, 2, 0};
    assertThat(evaluate(network.on(List.of(Box.point(x))), x)[0]).isEqualTo(2 * (2 + 4 + 8));
    x[PLACES] = 3;
    assertThatThrownBy(() -> network.on(List.of(Box.point(x))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X_8 ranges from 3.0 to 3.0")
        .hasMessageContaining("read for 2.0");
  }

  @Test
  void aLabelIsComparedExactly() {
    // [argmax of x0, x1 is x8] without a step at the label: 1 − |argmax − 1|, not 1 − sign.
    String best = m.node("ArgMax", part(ModelBuilder.INPUT, 0, 2));
    String real = m.node("Cast", best);
    m.with("to", ElementType.FLOAT.code());
    String hit = m.node("Equal", real, part(ModelBuilder.INPUT, PLACES, PLACES + 1));
    OnnxModel model = m.output(hit, ElementType.BOOL);
    Box box = box(1, 1, 0, 1);
    Network network = OnnxPieces.of(model, box).get(0).maker().get().on(List.of(box));
    assertThat(network.layers())
        .filteredOn(
            layer -> layer instanceof ActivationLayer act && act.activation().kind() == Kind.SIGN)
        .hasSize(1);
    assertThat(evaluate(network, new double[] {0, 1, 0, 0, 0, 0, 0, 0, 1, 0})[0]).isEqualTo(1);
    assertThat(evaluate(network, new double[] {1, 0, 0, 0, 0, 0, 0, 0, 1, 0})[0]).isEqualTo(0);
  }

  @Test
  void outputsThatTheIndicesDecideAlone() throws Exception {
    String numbers = m.tensor(OnnxTensor.float32("c", new int[] {3}, 5, 7, 5));
    OnnxModel model = m.output(m.node("Gather", numbers, place(PLACES)));
    Box box = box(0, 2, 0, 1);
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    assertThat(pieces).hasSize(2);
    assertAgrees(model, pieces, box, 14);
  }

  @Test
  void aRangeWithinOneWholePartMayBeReadOtherwise() throws Exception {
    String values = part(ModelBuilder.INPUT, 0, PLACES);
    String picked = m.node("Gather", values, place(PLACES));
    OnnxModel model = m.output(m.node("Add", picked, part(ModelBuilder.INPUT, 8, 9)));
    List<NetworkPiece> pieces = OnnxPieces.of(model, box(2.25, 2.75, 0, 1));
    assertThat(pieces).hasSize(1);
    ConditionalNetwork network = pieces.get(0).maker().get();
    assertThat(pieces.get(0).wholeParts()).isEmpty();
    assertThat(network.wholeParts()).containsExactly(Map.entry(PLACES, 2L));
    double[] x = {0, 1, 2, 4, 8, 16, 32, 64, 2.5, 0};
    assertThat(evaluate(network.on(List.of(box(2, 2.99, 0, 1))), x)[0]).isEqualTo(4.5);
    assertThatThrownBy(() -> network.on(List.of(box(2, 3, 0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X_8");
    // A binary32 runtime would take this end for 3.
    assertThatThrownBy(() -> network.on(List.of(box(2, 2.99999999, 0, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherRangesMayNot() {
    String values = part(ModelBuilder.INPUT, 0, PLACES);
    String picked = m.node("Gather", values, place(PLACES));
    OnnxModel model = m.output(m.node("Add", picked, part(ModelBuilder.INPUT, 8, 9)));
    List<NetworkPiece> pieces = OnnxPieces.of(model, box(2, 3, 0, 1));
    assertThatThrownBy(() -> pieces.get(0).maker().get())
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("test.onnx: places in the graph's tensors")
        .hasMessageContaining("reads otherwise");
  }

  @Test
  void endsThatFloat32RoundsAreRefused() {
    OnnxModel model = window();
    for (double end : new double[] {2.99999999999, 0x1p25, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> OnnxPieces.of(model, box(0, end, 0, 1)))
          .isInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining("test.onnx: operator Cast")
          .hasMessageContaining("input X_8 may be " + end);
    }
  }

  @Test
  void tooManyChoicesAreRefused() {
    assertThatThrownBy(() -> OnnxPieces.of(window(), box(0, 100_000, 0, 1)))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("input X_8")
        .hasMessageContaining("100001 ways; supported are 16384");
  }

  @Test
  void placesThatDoNotExistAreRefused() {
    String values = part(ModelBuilder.INPUT, 0, PLACES);
    OnnxModel model = m.output(m.node("Gather", values, place(PLACES)));
    List<NetworkPiece> pieces = OnnxPieces.of(model, box(7, 8, 0, 1));
    assertThatThrownBy(() -> pieces.get(1).maker().get())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("test.onnx: operator Gather")
        .hasMessageContaining("index 8 of an axis of 8");
  }

  @Test
  void placesNamedAtPlacesAreRefused() {
    String chosen = m.node("Gather", ModelBuilder.INPUT, place(PLACES));
    String cast = m.node("Cast", chosen);
    m.with("to", ElementType.INT64.code());
    OnnxModel model = m.output(m.node("Gather", part(ModelBuilder.INPUT, 0, PLACES), cast));
    assertThatThrownBy(() -> OnnxPieces.of(model, box(0, 1, 0, 1)))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Cast")
        .hasMessageContaining("which inputs are cast depends on inputs");
  }

  @Test
  void whatIsNotAnInputCannotBeAPlace() {
    String doubled = m.node("Mul", part(ModelBuilder.INPUT, 8, 9), m.scalar(2));
    String cast = m.node("Cast", doubled);
    m.with("to", ElementType.INT64.code());
    OnnxModel model = m.output(m.node("Gather", part(ModelBuilder.INPUT, 0, PLACES), cast));
    assertThatThrownBy(() -> OnnxPieces.of(model, box(0, 1, 0, 1)))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Gather")
        .hasMessageContaining("must be a constant");
  }

  @Test
  void aBoxOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> OnnxPieces.of(window(), box(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speaks of 9 inputs but the network has 10");
  }

  @Test
  void theBenchmarkWithAPatch() throws Exception {
    Path file = Path.of("../../shared/benchmarks/vnncomp/cctsdb_yolo_2023/onnx/patch-3.onnx.gz");
    assumeTrue(Files.isReadable(file), "skipped: no benchmark file " + file);
    OnnxModel model = OnnxReader.model(file);
    double[] lower = new double[12288 + 8];
    double[] upper = new double[lower.length];
    Arrays.fill(upper, 0, 12288, 1);
    Arrays.fill(upper, 12288, 12290, 62);
    Arrays.fill(lower, 12291, lower.length, 1);
    Arrays.fill(upper, 12291, lower.length, 1);
    Box box = new Box(lower, upper);
    List<NetworkPiece> pieces = OnnxPieces.of(model, box);
    // Three channels times 63 rows, and no patch from the third channel on.
    assertThat(pieces).hasSize(3 * 63 + 1);
    assertAgrees(model, List.of(pieces.get(0), pieces.get(62), pieces.get(189)), box, 15);
  }

  /** Each piece agrees with ONNX Runtime where it claims to. */
  private static void assertAgrees(OnnxModel model, List<NetworkPiece> pieces, Box box, long seed)
      throws Exception {
    Random random = new Random(seed);
    try (Runtime runtime = new Runtime(OnnxWriter.toBytes(model))) {
      for (NetworkPiece piece : pieces) {
        double[] x = random.doubles(box.size()).map(v -> (float) v).toArray();
        piece.maker().get().values().forEach((input, value) -> x[input] = value);
        piece
            .wholeParts()
            .forEach((input, whole) -> x[input] = whole + Math.signum(whole) * fraction(random));
        assertClose(piece, x, run(runtime, model, x));
      }
    }
  }

  private static double fraction(Random random) {
    return random.nextInt(4) / 4.0;
  }

  private static double[] run(Runtime runtime, OnnxModel model, double[] x) throws Exception {
    return runtime.run(model.graph().realInputs().get(0), new int[] {x.length}, x);
  }

  /** What a piece computes with the places that it is made for instead of those of x. */
  private static void assertClose(NetworkPiece piece, double[] x, double[] expected) {
    double[] moved = x.clone();
    piece.wholeParts().forEach((input, whole) -> moved[input] = whole);
    Network network = piece.maker().get().on(List.of(Box.point(moved)));
    double[] actual = evaluate(network, moved);
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("output %d", i).isCloseTo(expected[i], within(1e-3));
    }
  }

  private static double[] evaluate(Network network, double[] x) {
    return Arrays.copyOf(
        new ForwardPass(network, new JavaGemm()).outputs(1, x), network.outputSize());
  }
}
