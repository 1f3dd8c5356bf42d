package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Cases with shorter numbers. */
final class NumberSteps {
  private NumberSteps() {}

  /** A tensor of one number. */
  static OnnxTensor filled(String name, Signature signature, int value) {
    int n = signature.count();
    if (signature.isReal()) {
      double[] values = new double[n];
      Arrays.fill(values, value);
      return OnnxTensor.reals(name, signature.type(), signature.shape(), values);
    }
    long[] values = new long[n];
    Arrays.fill(values, value);
    return OnnxTensor.integers(name, signature.type(), signature.shape(), values);
  }

  static Stream<Case> ofConstants(Case wrong) {
    return wrong.model().constants().stream()
        .flatMap(NumberSteps::shorter)
        .map(constant -> new Case(wrong.model().withConstant(constant), wrong.point()));
  }

  private static Stream<OnnxTensor> shorter(OnnxTensor constant) {
    Signature signature = new Signature(constant.type(), constant.shape());
    Stream<OnnxTensor> whole =
        Stream.of(
            filled(constant.name(), signature, 0),
            filled(constant.name(), signature, 1),
            mapped(constant, Math::rint, v -> v % 16));
    Stream<OnnxTensor> single =
        IntStream.range(0, constant.count())
            .boxed()
            .flatMap(i -> Stream.of(0, 1).map(v -> with(constant, i, v)));
    return Stream.concat(whole, single);
  }

  private static OnnxTensor mapped(
      OnnxTensor tensor, DoubleUnaryOperator reals, LongUnaryOperator integers) {
    return tensor.reals() == null
        ? OnnxTensor.integers(
            tensor.name(),
            tensor.type(),
            tensor.shape(),
            Arrays.stream(tensor.integers()).map(integers).toArray())
        : OnnxTensor.reals(
            tensor.name(),
            tensor.type(),
            tensor.shape(),
            Arrays.stream(tensor.reals()).map(reals).toArray());
  }

  private static OnnxTensor with(OnnxTensor tensor, int i, int value) {
    OnnxTensor copy = mapped(tensor, v -> v, v -> v);
    if (copy.reals() == null) {
      copy.integers()[i] = value;
    } else {
      copy.reals()[i] = value;
    }
    return copy;
  }

  static Stream<Case> ofPoint(Case wrong) {
    double[] x = wrong.point();
    Stream<double[]> whole =
        Stream.of(
            new double[x.length],
            Arrays.stream(x).map(v -> 1).toArray(),
            Arrays.stream(x).map(Math::rint).toArray());
    Stream<double[]> single =
        IntStream.range(0, x.length)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(0.0, 1.0, Math.rint(x[i]))
                        .map(
                            v -> {
                              double[] y = x.clone();
                              y[i] = v;
                              return y;
                            }));
    return Stream.concat(whole, single).map(y -> new Case(wrong.model(), y));
  }
}
