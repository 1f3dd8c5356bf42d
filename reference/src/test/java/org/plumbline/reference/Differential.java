package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Compares models of one node with ONNX Runtime, in both modes. */
final class Differential {
  private final Map<String, Integer> compared = new TreeMap<>();
  private final long seed;

  Differential(long seed) {
    this.seed = seed;
  }

  /** How often each operator was compared; what ONNX Runtime has no kernel for is not counted. */
  Map<String, Integer> compared() {
    return compared;
  }

  /** One node and how close its results have to be. */
  record Question(
      String operator,
      int opset,
      List<ReferenceTensor> inputs,
      List<AttributeProto> attributes,
      int outputs,
      double units) {
    static Question of(String operator, int opset, ReferenceTensor... inputs) {
      return new Question(operator, opset, java.util.Arrays.asList(inputs), List.of(), 1, 8);
    }

    Question with(AttributeProto... more) {
      List<AttributeProto> all = new ArrayList<>(attributes);
      all.addAll(List.of(more));
      return new Question(operator, opset, inputs, all, outputs, units);
    }

    Question outputs(int count) {
      return new Question(operator, opset, inputs, attributes, count, units);
    }

    /** Rounding errors of the element type, relative to the greatest result. */
    Question units(double allowed) {
      return new Question(operator, opset, inputs, attributes, outputs, allowed);
    }

    byte[] model() {
      ModelBuilder builder = new ModelBuilder(opset);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        names.add(inputs.get(i) == null ? "" : "x" + i);
        if (inputs.get(i) != null) {
          builder.constant("x" + i, inputs.get(i));
        }
      }
      List<String> results = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        results.add("y" + i);
      }
      builder.node(operator, names, results, attributes.toArray(AttributeProto[]::new));
      results.forEach(
          name ->
              builder
                  .graph()
                  .addOutput(ai.onnx.proto.OnnxMl.ValueInfoProto.newBuilder().setName(name)));
      return builder.bytes();
    }

    @Override
    public String toString() {
      return operator + " of opset " + opset + " on " + inputs + " with " + attributes;
    }
  }

  /** Whether ONNX Runtime could answer; fails if the answers differ. */
  boolean check(Question question) {
    byte[] model = question.model();
    List<ReferenceTensor> expected;
    try {
      expected = Oracle.run(model, Map.of());
    } catch (OrtException e) {
      if (e.getMessage().contains("No Op registered for")) {
        assertThatThrownBy(() -> ReferenceModel.parse("test.onnx", model))
            .isInstanceOf(ReferenceException.class);
        return false;
      }
      if (isMissing(e)) {
        return false;
      }
      throw failure(question, model, "ONNX Runtime: " + e.getMessage(), e);
    }
    try {
      compare(question, typed(model, expected), expected, Mode.TYPED);
      boolean isFinite =
          question.inputs().stream().allMatch(input -> input == null || isFinite(input));
      if (isFinite && expected.stream().allMatch(Differential::isFinite)) {
        compare(question, real(model, expected), expected, Mode.REAL);
      }
    } catch (RuntimeException | AssertionError e) {
      throw failure(question, model, e.getMessage() + ", expected " + expected, e);
    }
    compared.merge(question.operator(), 1, Integer::sum);
    return true;
  }

  private static List<ReferenceTensor> typed(byte[] model, List<ReferenceTensor> expected) {
    return declared(model, expected).evaluate(Map.of(), Mode.TYPED).outputs();
  }

  private static List<ReferenceTensor> real(byte[] model, List<ReferenceTensor> expected) {
    return declared(model, expected).evaluate(Map.of(), Mode.REAL).outputs();
  }

  /** The same model with the types of its outputs, which ONNX Runtime infers. */
  private static ReferenceModel declared(byte[] bytes, List<ReferenceTensor> expected) {
    try {
      var model = ai.onnx.proto.OnnxMl.ModelProto.parseFrom(bytes).toBuilder();
      for (int i = 0; i < expected.size(); i++) {
        ReferenceTensor result = expected.get(i);
        model
            .getGraphBuilder()
            .setOutput(i, ModelBuilder.declaration("y" + i, result.type(), result.shape().longs()));
      }
      return ReferenceModel.parse("test.onnx", model.build().toByteArray());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFinite(ReferenceTensor tensor) {
    return IntStream.range(0, tensor.size())
        .allMatch(i -> Math.abs(tensor.value(i)) <= Double.MAX_VALUE);
  }

  private static boolean isMissing(OrtException e) {
    return e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
        || e.getMessage().contains("NOT_IMPLEMENTED")
        || e.getMessage().contains("data type is not supported")
        || e.getMessage().contains("Type Error: Type 'tensor(");
  }

  private static void compare(
      Question question, List<ReferenceTensor> found, List<ReferenceTensor> expected, Mode mode) {
    for (int i = 0; i < expected.size(); i++) {
      compare(question, found.get(i), expected.get(i), mode);
    }
  }

  private static void compare(
      Question question, ReferenceTensor found, ReferenceTensor expected, Mode mode) {
    double greatest = 0;
    for (int i = 0; i < expected.size(); i++) {
      double value = Math.abs(expected.value(i));
      greatest = value <= Double.MAX_VALUE ? Math.max(greatest, value) : greatest;
    }
    double allowed = question.units() * unit(expected.type()) * greatest + tiny(expected.type());
    for (int i = 0; i < expected.size(); i++) {
      double a = found.value(i);
      double b = expected.value(i);
      boolean isSame =
          expected.isReal()
              ? Double.compare(a + 0.0, b + 0.0) == 0
                  || a == b
                  || Math.abs(a - b) <= allowed + found.radius(i)
              : found.integer(i) == expected.integer(i);
      if (!isSame) {
        throw new AssertionError(
            mode + " element " + i + " is " + found + " where ONNX Runtime has " + b);
      }
    }
  }

  /** The error of one rounding; float16 and bfloat16 kernels may round at several places. */
  private static double unit(ElementType type) {
    return type.isReal() ? Math.scalb(1.0, -type.bits()) : 0;
  }

  private static double tiny(ElementType type) {
    return type.isReal() ? 4 * (type.roundingRadius(0) + Double.MIN_VALUE) : 0;
  }

  private AssertionError failure(Question question, byte[] model, String what, Throwable cause) {
    Path file = Path.of("target", "differential-" + question.operator() + ".onnx");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AssertionError(
        what + "\n  seed " + seed + ", model in " + file.toAbsolutePath() + "\n  " + question,
        cause);
  }
}
