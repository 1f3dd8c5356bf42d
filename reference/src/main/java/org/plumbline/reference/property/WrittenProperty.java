package org.plumbline.reference.property;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.plumbline.reference.file.Gzip;
import org.plumbline.reference.tensor.ReferenceException;

/** A property as it is written, which is true or false of exact numbers. */
public abstract sealed class WrittenProperty permits ReferenceProperty, ReferenceQuery {
  private final int inputs;
  private final int outputs;
  private final Formula formula;

  WrittenProperty(int inputs, int outputs, Formula formula) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.formula = formula;
  }

  /**
   * The text of a file.
   *
   * @throws ReferenceException naming the file if it is not in UTF-8
   */
  static String text(String name, byte[] bytes) {
    try {
      ByteBuffer unpacked = ByteBuffer.wrap(Gzip.unpack(bytes));
      return StandardCharsets.UTF_8.newDecoder().decode(unpacked).toString();
    } catch (CharacterCodingException e) {
      throw new ReferenceException(
          name + ": the text is not in UTF-8; UTF-16 has to be converted", e);
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  /** The number of inputs. */
  public final int inputs() {
    return inputs;
  }

  /** The number of outputs. */
  public final int outputs() {
    return outputs;
  }

  /** The constants that occur, each once, in their order. */
  public final NavigableSet<BigDecimal> constants() {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(formula.constants()));
  }

  /**
   * Whether all assertions are true of these inputs and outputs, so that the property is violated
   * by them.
   *
   * @throws IllegalArgumentException if there are not as many as it speaks of
   */
  public final boolean holds(BigDecimal[] x, BigDecimal[] y) {
    if (x.length != inputs || y.length != outputs) {
      throw new IllegalArgumentException(
          x.length + " inputs and " + y.length + " outputs for " + inputs + " and " + outputs);
    }
    return formula.holds(x, y);
  }
}
