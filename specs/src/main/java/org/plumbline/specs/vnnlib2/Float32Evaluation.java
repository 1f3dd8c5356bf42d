package org.plumbline.specs.vnnlib2;

import java.util.List;
import org.plumbline.specs.vnnlib2.Expression.Constant;
import org.plumbline.specs.vnnlib2.Expression.Difference;
import org.plumbline.specs.vnnlib2.Expression.Negation;
import org.plumbline.specs.vnnlib2.Expression.Product;
import org.plumbline.specs.vnnlib2.Expression.Sum;
import org.plumbline.specs.vnnlib2.Expression.Variable;

/**
 * Evaluates assertions as the validator of VNN-COMP 2026 does ({@code
 * SCORING/counterexamples_v2.py} of VNN-COMP/vnncomp2026_results, with NumPy 2, tolerance 0): on
 * the expression as it is written, in binary32.
 *
 * <p>Elements are binary32 numbers. Constants are binary64 numbers, also what is computed of
 * constants alone, until they meet an element: then they are rounded to binary32, and so is the
 * result. {@code (- a b c)} is a − (b + c) there. {@code ==} is |a − b| ≤ 0 and {@code !=} is |a −
 * b| > 0, so neither holds for NaN. (Where a sum begins with three constants or more, Python 3.12
 * adds them with compensation, and this class does not.)
 */
public final class Float32Evaluation {
  /** Values of elements. */
  public interface Point {
    /** The value of an element. */
    float value(Element element);
  }

  /**
   * @param constant whether no element has been met
   * @param value a binary32 number unless it is constant
   */
  private record Scalar(boolean constant, double value) {}

  private interface Operation {
    double apply(double a, double b);
  }

  private interface Operation32 {
    float apply(float a, float b);
  }

  private final Point point;

  private Float32Evaluation(Point point) {
    this.point = point;
  }

  /** Whether all assertions are true. */
  public static boolean holds(Document document, Point point) {
    Float32Evaluation evaluation = new Float32Evaluation(point);
    return document.assertions().stream().allMatch(evaluation::holds);
  }

  private boolean holds(Formula formula) {
    if (formula instanceof Formula.And and) {
      return holds(and.parts(), false);
    } else if (formula instanceof Formula.Or or) {
      return holds(or.parts(), true);
    }
    Formula.Comparison comparison = (Formula.Comparison) formula;
    return holds(comparison.relation(), value(comparison.left()), value(comparison.right()));
  }

  /** The value of the first part with the deciding value, else its opposite. */
  private boolean holds(List<Formula> parts, boolean deciding) {
    for (Formula part : parts) {
      if (holds(part) == deciding) {
        return deciding;
      }
    }
    return !deciding;
  }

  private static boolean holds(Relation relation, Scalar left, Scalar right) {
    boolean constant = left.constant() && right.constant();
    double a = constant ? left.value() : (float) left.value();
    double b = constant ? right.value() : (float) right.value();
    return switch (relation) {
      case LESS -> a < b;
      case AT_MOST -> a <= b;
      case GREATER -> a > b;
      case AT_LEAST -> a >= b;
      case EQUAL -> Math.abs(difference(left, right).value()) <= 0;
      case DIFFERENT -> Math.abs(difference(left, right).value()) > 0;
    };
  }

  private Scalar value(Expression expression) {
    if (expression instanceof Constant constant) {
      return new Scalar(true, constant.number().doubleValue());
    } else if (expression instanceof Variable variable) {
      return new Scalar(false, point.value(variable.element()));
    } else if (expression instanceof Negation negation) {
      Scalar operand = value(negation.operand());
      return new Scalar(operand.constant(), -operand.value());
    } else if (expression instanceof Sum sum) {
      return sum(sum.operands());
    } else if (expression instanceof Difference difference) {
      List<Expression> operands = difference.operands();
      return difference(value(operands.get(0)), sum(operands.subList(1, operands.size())));
    }
    return product(((Product) expression).operands());
  }

  private Scalar sum(List<Expression> operands) {
    Scalar sum = value(operands.get(0));
    for (Expression operand : operands.subList(1, operands.size())) {
      sum = result(sum, value(operand), (a, b) -> a + b, (a, b) -> a + b);
    }
    return sum;
  }

  private Scalar product(List<Expression> operands) {
    Scalar product = value(operands.get(0));
    for (Expression operand : operands.subList(1, operands.size())) {
      product = result(product, value(operand), (a, b) -> a * b, (a, b) -> a * b);
    }
    return product;
  }

  private static Scalar difference(Scalar left, Scalar right) {
    return result(left, right, (a, b) -> a - b, (a, b) -> a - b);
  }

  private static Scalar result(Scalar left, Scalar right, Operation wide, Operation32 narrow) {
    return left.constant() && right.constant()
        ? new Scalar(true, wide.apply(left.value(), right.value()))
        : new Scalar(false, narrow.apply((float) left.value(), (float) right.value()));
  }
}
