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

/**
 * A property in VNN-LIB 1.0 as it is written: it is evaluated at exact numbers, without a normal
 * form. The second reading of properties, which shares nothing with {@code specs}; {@link
 * ReferenceQuery} is that of VNN-LIB 2.0.
 */
public final class ReferenceProperty implements WrittenProperty {
  private final int inputs;
  private final int outputs;
  private final Formula formula;

  private ReferenceProperty(int inputs, int outputs, Formula formula) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.formula = formula;
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @param bytes plain or gzipped, in UTF-8
   * @throws ReferenceException naming file, line and column, and what was found there
   */
  public static ReferenceProperty parse(String name, byte[] bytes) {
    return parse(name, text(name, bytes));
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

  /**
   * Reads a text.
   *
   * @throws ReferenceException as above
   */
  public static ReferenceProperty parse(String name, String text) {
    try {
      PropertyReader reader = new PropertyReader(text);
      Formula formula = reader.read();
      return new ReferenceProperty(reader.inputs(), reader.outputs(), formula);
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  /** The number of variables X_i. */
  @Override
  public int inputs() {
    return inputs;
  }

  /** The number of variables Y_j. */
  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public NavigableSet<BigDecimal> constants() {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(formula.constants()));
  }

  @Override
  public boolean holds(BigDecimal[] x, BigDecimal[] y) {
    if (x.length != inputs || y.length != outputs) {
      throw new IllegalArgumentException(
          x.length + " inputs and " + y.length + " outputs for " + inputs + " and " + outputs);
    }
    return formula.holds(x, y);
  }
}
