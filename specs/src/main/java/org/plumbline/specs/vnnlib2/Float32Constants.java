package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.vnnlib2.Expression.Constant;
import org.plumbline.specs.vnnlib2.Expression.Difference;
import org.plumbline.specs.vnnlib2.Expression.Negation;
import org.plumbline.specs.vnnlib2.Expression.Product;
import org.plumbline.specs.vnnlib2.Expression.Sum;
import org.plumbline.specs.vnnlib2.Expression.Variable;

/**
 * A document with every constant rounded to the binary32 number that stands for it beside tensors
 * of float32: comparisons and arithmetic of VNN-LIB 2.0 are those of the element type, which has no
 * 0.1. So {@code (== x 0.1)} holds for the binary32 number nearest to 0.1, and for no binary32
 * number as it is written.
 *
 * <p>Constants go through binary64, as Python reads them. Sums and products stay exact here; {@link
 * Float32Evaluation} rounds these, too.
 */
public final class Float32Constants {
  private final List<VariableDeclaration> variables;

  private Float32Constants(Document document) {
    this.variables = document.variables();
  }

  /**
   * Whole numbers beside whole tensors stay.
   *
   * @throws IllegalArgumentException where a tensor is of another type of fractions
   * @throws ArithmeticException when a constant is beyond the binary32 numbers
   */
  public static Document rounded(Document document) {
    for (VariableDeclaration variable : document.variables()) {
      if (variable.type() != ElementType.FLOAT32 && !variable.type().isWhole()) {
        throw new IllegalArgumentException(variable.name() + " is " + variable.type());
      }
    }
    Float32Constants constants = new Float32Constants(document);
    return new Document(
        document.version(),
        document.networks(),
        each(document.assertions(), constants::rounded),
        document.warnings());
  }

  private Formula rounded(Formula formula) {
    if (formula instanceof Formula.And and) {
      return new Formula.And(each(and.parts(), this::rounded));
    } else if (formula instanceof Formula.Or or) {
      return new Formula.Or(each(or.parts(), this::rounded));
    }
    Formula.Comparison comparison = (Formula.Comparison) formula;
    return hasFloat32(comparison.left()) || hasFloat32(comparison.right())
        ? new Formula.Comparison(
            rounded(comparison.left()),
            comparison.relation(),
            rounded(comparison.right()),
            comparison.position())
        : comparison;
  }

  private boolean hasFloat32(Expression expression) {
    if (expression instanceof Negation negation) {
      return hasFloat32(negation.operand());
    } else if (expression instanceof Sum sum) {
      return sum.operands().stream().anyMatch(this::hasFloat32);
    } else if (expression instanceof Difference difference) {
      return difference.operands().stream().anyMatch(this::hasFloat32);
    } else if (expression instanceof Product product) {
      return product.operands().stream().anyMatch(this::hasFloat32);
    }
    return expression instanceof Variable variable
        && variables.get(variable.element().variable()).type() == ElementType.FLOAT32;
  }

  private static Expression rounded(Expression expression) {
    if (expression instanceof Constant constant) {
      return new Constant(rounded(constant.number()));
    } else if (expression instanceof Negation negation) {
      return new Negation(rounded(negation.operand()));
    } else if (expression instanceof Sum sum) {
      return new Sum(rounded(sum.operands()));
    } else if (expression instanceof Difference difference) {
      return new Difference(rounded(difference.operands()));
    } else if (expression instanceof Product product) {
      return new Product(rounded(product.operands()));
    }
    return (Variable) expression;
  }

  private static List<Expression> rounded(List<Expression> operands) {
    return each(operands, Float32Constants::rounded);
  }

  private static <T> List<T> each(List<T> parts, UnaryOperator<T> change) {
    List<T> changed = new ArrayList<>(parts.size());
    for (T part : parts) {
      changed.add(change.apply(part));
    }
    return changed;
  }

  private static BigDecimal rounded(BigDecimal number) {
    float nearest = (float) number.doubleValue();
    if (!Float.isFinite(nearest)) {
      throw new ArithmeticException(
          "the constant " + number.toPlainString() + " is beyond the numbers of float32");
    }
    return Decimals.canonical(new BigDecimal(nearest));
  }
}
