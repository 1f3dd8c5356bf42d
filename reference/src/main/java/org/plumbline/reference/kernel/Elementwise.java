package org.plumbline.reference.kernel;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Functions of each element, and of each pair of elements after broadcasting. A result of integers
 * wraps in two's complement of its type.
 */
public final class Elementwise {
  /** A function of two integers of one type. */
  public interface IntegerOperator {
    long apply(ElementType type, long a, long b);
  }

  /** A relation of two numbers. */
  public interface Relation {
    boolean holds(Scalar a, Scalar b);
  }

  private Elementwise() {}

  /** A function of a tensor of reals. */
  public static ReferenceTensor map(Call call, ReferenceTensor x, UnaryOperator<Scalar> function) {
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      result.set(i, function.apply(x.scalar(call.mode(), i)));
    }
    return result.build(x.type());
  }

  /** A function of the first input, a tensor of reals. */
  public static ReferenceTensor map(Call call, UnaryOperator<Scalar> function) {
    return map(call, call.real(0), function);
  }

  /** A function of the first input, for reals and for integers. */
  public static ReferenceTensor map(
      Call call, UnaryOperator<Scalar> function, LongUnaryOperator ofIntegers) {
    ReferenceTensor x = numeric(call.input(0));
    return x.isReal() ? map(call, x, function) : map(call, x, x.type(), ofIntegers);
  }

  /** A function of a tensor of integers or truth values. */
  public static ReferenceTensor map(
      Call call, ReferenceTensor x, ElementType type, LongUnaryOperator function) {
    long[] result = new long[call.claim(x.shape()).size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = type.wrap(function.applyAsLong(x.integer(i)));
    }
    return ReferenceTensor.wrap(type, x.shape(), result);
  }

  /**
   * @throws ReferenceException if it holds truth values
   */
  public static ReferenceTensor numeric(ReferenceTensor x) {
    if (x.type() == ElementType.BOOL) {
      throw new ReferenceException("an input holds truth values, expected are numbers");
    }
    return x;
  }

  /** A function of pairs of reals or of integers of one type. */
  public static ReferenceTensor zip(
      Call call,
      ReferenceTensor a,
      ReferenceTensor b,
      BinaryOperator<Scalar> ofReals,
      IntegerOperator ofIntegers) {
    call.checkSameType(numeric(a), b);
    return a.isReal() ? zipReals(call, a, b, ofReals) : zipIntegers(call, a, b, ofIntegers);
  }

  static ReferenceTensor zipReals(
      Call call, ReferenceTensor a, ReferenceTensor b, BinaryOperator<Scalar> function) {
    Shape shape = call.claim(a.shape().broadcast(b.shape()));
    int[] left = Broadcast.indices(a.shape(), shape);
    int[] right = Broadcast.indices(b.shape(), shape);
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      result.set(
          i, function.apply(a.scalar(call.mode(), left[i]), b.scalar(call.mode(), right[i])));
    }
    return result.build(a.type());
  }

  public static ReferenceTensor zipIntegers(
      Call call, ReferenceTensor a, ReferenceTensor b, IntegerOperator function) {
    ElementType type = a.type();
    Shape shape = call.claim(a.shape().broadcast(b.shape()));
    int[] left = Broadcast.indices(a.shape(), shape);
    int[] right = Broadcast.indices(b.shape(), shape);
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = type.wrap(function.apply(type, a.integer(left[i]), b.integer(right[i])));
    }
    return ReferenceTensor.wrap(type, shape, result);
  }

  /** The truth values of a relation, for reals and for integers. */
  public static ReferenceTensor compare(
      Call call,
      ReferenceTensor a,
      ReferenceTensor b,
      Relation relation,
      IntegerOperator ofIntegers) {
    call.checkSameType(a, b);
    Shape shape = call.claim(a.shape().broadcast(b.shape()));
    int[] left = Broadcast.indices(a.shape(), shape);
    int[] right = Broadcast.indices(b.shape(), shape);
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          a.isReal()
              ? relation.holds(a.scalar(call.mode(), left[i]), b.scalar(call.mode(), right[i]))
                  ? 1
                  : 0
              : ofIntegers.apply(a.type(), a.integer(left[i]), b.integer(right[i]));
    }
    return ReferenceTensor.wrap(ElementType.BOOL, shape, result);
  }

  /** All inputs of the node, joined two by two from the left; they broadcast from opset 8 on. */
  public static ReferenceTensor fold(
      Call call, BinaryOperator<Scalar> ofReals, IntegerOperator ofIntegers) {
    List<ReferenceTensor> inputs = call.allInputs();
    ReferenceTensor result = numeric(inputs.get(0));
    for (ReferenceTensor input : inputs.subList(1, inputs.size())) {
      if (call.opset() < 8 && !input.shape().equals(result.shape())) {
        throw new ReferenceException(
            "the shapes " + result.shape() + " and " + input.shape() + " differ");
      }
      result = zip(call, result, input, ofReals, ofIntegers);
    }
    return result;
  }
}
