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
 * SCORING/counterexamples_v2.py} of VNN-COMP/vnncomp2026_results, with NumPy 2): on the expression
 * as it is written, in binary32.
 *
 * <p>Elements are binary32 numbers. Constants are binary64 numbers, also what is computed of
 * constants alone, until they meet an element: then they are rounded to binary32, and so is the
 * result. {@code (- a b c)} is a − (b + c) there. {@code ==} is |a − b| ≤ τ and {@code !=} is |a −
 * b| > τ with the tolerance τ, so neither holds for NaN; {@code <=} is a ≤ b + τ, and so on. (Where
 * a sum begins with three constants or more, Python 3.12 adds them with compensation, and this
 * class does not.)
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
  private final Scalar tolerance;

  private Float32Evaluation(Point point, double tolerance) {
    this.point = point;
    this.tolerance = new Scalar(true, tolerance);
  }

  /** Whether all assertions are true, without any tolerance. */
  public static boolean holds(Document document, Point point) {
    Float32Evaluation evaluation = new Float32Evaluation(point, 0);
    return document.assertions().stream().allMatch(evaluation::holds);
  }

  /**
   * Whether an assertion is true.
   *
   * @param tolerance that each comparison in it may miss by
   */
  public static boolean holds(Formula assertion, Point point, double tolerance) {
    return new Float32Evaluation(point, tolerance).holds(assertion);
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

  private boolean holds(Relation relation, Scalar left, Scalar right) {
    return switch (relation) {
      case LESS -> order(left, sum(right, tolerance)) < 0;
      case AT_MOST -> order(left, sum(right, tolerance)) <= 0;
      case GREATER -> order(difference(right, tolerance), left) < 0;
      case AT_LEAST -> order(difference(right, tolerance), left) <= 0;
      case EQUAL -> order(distance(left, right), tolerance) <= 0;
      case DIFFERENT -> order(tolerance, distance(left, right)) < 0;
    };
  }

  /** Less than 0, 0, or 1 where the one is less than the other, equal, or neither. */
  private static int order(Scalar left, Scalar right) {
    boolean constant = left.constant() && right.constant();
    double a = constant ? left.value() : (float) left.value();
    double b = constant ? right.value() : (float) right.value();
    return a < b ? -1 : a == b ? 0 : 1;
  }

  private static Scalar distance(Scalar left, Scalar right) {
    Scalar difference = difference(left, right);
    return new Scalar(difference.constant(), Math.abs(difference.value()));
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
      sum = sum(sum, value(operand));
    }
    return sum;
  }

  private static Scalar sum(Scalar left, Scalar right) {
    return result(left, right, (a, b) -> a + b, (a, b) -> a + b);
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
