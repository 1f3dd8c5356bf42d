package org.plumbline.soundness.analytic.reading;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.analytic.family.Sides;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Spelling;

/**
 * Integers that a model computes from constants: exact in 64 bits, and of the width of their type.
 * Casts drop the bits above it (ONNX, <em>Cast</em>), Div rounds towards zero, Mod follows the sign
 * of the divisor. Sums and products wrap around in two's complement, as in ONNX's reference
 * evaluator and in ONNX Runtime, though ONNX does not spell it out. Sums over axes and powers are
 * left out: ONNX Runtime computes them in double.
 */
final class IntegerConstants {
  private static final long OPSET = 14;
  private static final int[] ONE = {1};

  private final Sides sides;
  private final SplittableRandom random;

  IntegerConstants(Sheet sheet, SplittableRandom random) {
    this.sides = new Sides(sheet, random);
    this.random = random;
  }

  void fill() {
    for (int bits : new int[] {54, 58, 62}) {
      differences(bits);
    }
    for (String comparison : List.of("Equal", "Greater", "LessOrEqual")) {
      comparisons(comparison);
    }
    for (ElementType type : List.of(ElementType.INT32, ElementType.INT64)) {
      products(type);
      sums(type);
      quotients(type, "Div");
      quotients(type, "Mod");
    }
    for (ElementType type : List.of(ElementType.UINT32, ElementType.INT64)) {
      dotProducts(type);
    }
    for (ElementType type :
        List.of(ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.INT32)) {
      narrowed(type);
    }
    unsigned("Identity");
    unsigned("Max");
    truths();
  }

  /** Asks about {@code Y = X + scale·v} with v an integer of the graph. */
  private void ask(
      Function<Graph, String> whole, BigInteger v, double scale, int misread, String proof) {
    Graph graph = new Graph(OPSET, ElementType.FLOAT, 1, 1);
    String real = graph.cast(whole.apply(graph), ElementType.FLOAT);
    if (scale != 1) {
      real = graph.node("Mul", real, graph.constant(new double[] {scale}, 1));
    }
    OnnxModel model = graph.model(graph.node("Add", graph.input(), real), 1, 1);
    String why = proof + ", which is " + v;
    sides.ask(model, Spelling.PLAIN, scale * v.doubleValue(), Sides.Misread.of(misread), why);
  }

  /** a − b for numbers of more than 53 bits, as doubles equal or an ulp apart. */
  private void differences(int bits) {
    long a = (1L << bits) + random.nextLong(1L << bits - 1);
    long b = a - 3 - random.nextInt(60);
    double off = ((double) a - (double) b) - (a - b);
    if (Math.abs(off) < 2) {
      differences(bits);
      return;
    }
    ask(
        graph ->
            graph.node(
                "Sub",
                graph.integers(ElementType.INT64, ONE, a),
                graph.integers(ElementType.INT64, ONE, b)),
        BigInteger.valueOf(a - b),
        1,
        (int) Math.signum(off),
        "exact is " + a + " - " + b);
  }

  /** Of neighbours above 2⁵³, which are the same double. */
  private void comparisons(String operator) {
    long even = (1L << 53) + 4 * random.nextLong(1L << 51);
    long a = even + 1;
    boolean isTrue = operator.equals("Greater");
    ask(
        graph ->
            graph.node(
                operator,
                graph.integers(ElementType.INT64, ONE, a),
                graph.integers(ElementType.INT64, ONE, even)),
        BigInteger.valueOf(isTrue ? 1 : 0),
        4,
        isTrue ? -1 : 1,
        operator + " of " + a + " and " + even);
  }

  private void products(ElementType type) {
    BigInteger v = small(type);
    BigInteger a = number(type, n -> n.testBit(0) && n.bitLength() > TwosComplement.bits(type) / 2);
    BigInteger size = BigInteger.ONE.shiftLeft(TwosComplement.bits(type));
    BigInteger b = TwosComplement.of(type, v.multiply(a.modInverse(size)));
    ask(
        graph -> graph.node("Mul", constant(graph, type, a), constant(graph, type, b)),
        TwosComplement.of(type, a.multiply(b)),
        1,
        a.multiply(b).subtract(v).signum(),
        type + " wraps around in " + a + " * " + b);
  }

  /** Three large numbers of one sign, and one that brings the sum back. */
  private void sums(ElementType type) {
    int top = TwosComplement.bits(type) - 2;
    boolean isNegative = random.nextBoolean();
    BigInteger[] terms = new BigInteger[4];
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < 3; k++) {
      BigInteger large =
          BigInteger.ONE.shiftLeft(top).add(number(type, n -> n.signum() >= 0).shiftRight(2));
      terms[k] = isNegative ? large.negate() : large;
      sum = sum.add(terms[k]);
    }
    BigInteger v = small(type);
    terms[3] = TwosComplement.of(type, v.subtract(sum));
    ask(
        graph -> chain(graph, type, terms),
        TwosComplement.of(type, sum.add(terms[3])),
        1,
        sum.add(terms[3]).subtract(v).signum(),
        type + " wraps around in the sum of " + List.of(terms));
  }

  private static String chain(Graph graph, ElementType type, BigInteger... terms) {
    String sum = constant(graph, type, terms[0]);
    for (int k = 1; k < terms.length; k++) {
      sum = graph.node("Add", sum, constant(graph, type, terms[k]));
    }
    return sum;
  }

  private void dotProducts(ElementType type) {
    BigInteger v = small(type);
    BigInteger[] row = {factor(), factor()};
    BigInteger second = factor();
    BigInteger size = BigInteger.ONE.shiftLeft(TwosComplement.bits(type));
    BigInteger rest = v.subtract(row[1].multiply(second));
    BigInteger[] column = {TwosComplement.of(type, rest.multiply(row[0].modInverse(size))), second};
    BigInteger exact = row[0].multiply(column[0]).add(row[1].multiply(column[1]));
    ask(
        graph ->
            graph.node(
                "MatMul",
                graph.node("Unsqueeze", constant(graph, type, row), graph.integers(0)),
                graph.node("Unsqueeze", constant(graph, type, column), graph.integers(1))),
        TwosComplement.of(type, exact),
        1,
        exact.subtract(v).signum(),
        type + " wraps around in " + List.of(row) + " * " + List.of(column));
  }

  /** Odd and of 21 to 30 bits: sums of two products with 32 bits stay below 2⁶³. */
  private BigInteger factor() {
    return BigInteger.valueOf((1 << 20) + random.nextInt(1 << 29)).setBit(0);
  }

  /** Rounded towards zero, or of the sign of the divisor, with one operand negative. */
  private void quotients(ElementType type, String operator) {
    long divisor = 3 + random.nextInt(100);
    long dividend = -(divisor * (1 + random.nextInt(1000)) + 1 + random.nextInt((int) divisor - 1));
    boolean isDivision = operator.equals("Div");
    long v = isDivision ? dividend / divisor : Math.floorMod(dividend, divisor);
    ask(
        graph ->
            graph.node(
                operator, graph.integers(type, ONE, dividend), graph.integers(type, ONE, divisor)),
        BigInteger.valueOf(v),
        4,
        -1,
        operator + " of " + dividend + " by " + divisor);
  }

  private void narrowed(ElementType type) {
    BigInteger v = small(type);
    BigInteger above =
        BigInteger.valueOf(1 + random.nextInt(1000)).shiftLeft(TwosComplement.bits(type));
    BigInteger wide = random.nextBoolean() ? v.add(above) : v.subtract(above);
    ask(
        graph -> graph.cast(constant(graph, ElementType.INT64, wide), type),
        TwosComplement.of(type, wide),
        1,
        wide.subtract(v).signum(),
        "a cast to " + type + " drops the higher bits of " + wide);
  }

  /** Beyond 2⁶³, and numbers of binary32; taken for numbers with a sign they are negative. */
  private void unsigned(String operator) {
    BigInteger v =
        BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(random.nextInt(1 << 20)).shiftLeft(43));
    ask(
        graph -> {
          String large = constant(graph, ElementType.UINT64, v);
          return operator.equals("Max")
              ? graph.node(operator, large, graph.integers(ElementType.UINT64, ONE, 5))
              : graph.node(operator, large);
        },
        v,
        0x1p-60,
        -1,
        "of type UINT64");
  }

  /** What is not zero is true, whatever its lowest bits. */
  private void truths() {
    BigInteger wide = BigInteger.valueOf(1 + random.nextInt(1000)).shiftLeft(32);
    ask(
        graph -> graph.cast(constant(graph, ElementType.INT64, wide), ElementType.BOOL),
        BigInteger.ONE,
        4,
        -1,
        "the truth of " + wide);
  }

  private BigInteger number(ElementType type, Predicate<BigInteger> isWanted) {
    BigInteger drawn = TwosComplement.of(type, BigInteger.valueOf(random.nextLong()));
    return isWanted.test(drawn) ? drawn : number(type, isWanted);
  }

  /** A number of the type that binary32 holds together with eighths. */
  private BigInteger small(ElementType type) {
    int most = 1 << Math.min(12, TwosComplement.bits(type) - 1);
    return TwosComplement.of(type, BigInteger.valueOf(random.nextInt(most)));
  }

  private static String constant(Graph graph, ElementType type, BigInteger... values) {
    long[] longs = Arrays.stream(values).mapToLong(BigInteger::longValue).toArray();
    return graph.integers(type, new int[] {longs.length}, longs);
  }
}
