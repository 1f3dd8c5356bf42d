package org.plumbline.reference.property;

import org.plumbline.reference.tensor.ReferenceException;

/**
 * A property in VNN-LIB 1.0 as it is written: it is evaluated at exact numbers, without a normal
 * form. The second reading of properties, which shares nothing with {@code specs}; {@link
 * ReferenceQuery} is that of VNN-LIB 2.0.
 */
public final class ReferenceProperty extends WrittenProperty {
  private ReferenceProperty(int inputs, int outputs, Formula formula) {
    super(inputs, outputs, formula);
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
}
