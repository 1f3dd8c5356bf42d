package org.plumbline.reference.property;

import java.util.List;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * A property in VNN-LIB 2.0 as it is written: the networks that it declares, and its assertions,
 * which are evaluated at exact numbers, without a normal form. It shares nothing with {@code
 * specs}.
 *
 * <p>Its inputs are those of all networks, one network after the other; its outputs are network by
 * network first the outputs, then the hidden tensors. Tensors are row-major.
 */
public final class ReferenceQuery extends WrittenProperty {
  private final List<DeclaredNetwork> networks;

  private ReferenceQuery(List<DeclaredNetwork> networks, int inputs, int outputs, Formula formula) {
    super(inputs, outputs, formula);
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @param bytes plain or gzipped, in UTF-8
   * @throws ReferenceException naming file, line and column, and what was found there
   */
  public static ReferenceQuery parse(String name, byte[] bytes) {
    return parse(name, bytes, AssertionReader.Constants.AS_WRITTEN);
  }

  /**
   * The same where comparisons are those of the declared types: constants beside float32 tensors
   * are binary32 numbers.
   *
   * @throws ReferenceException as above
   */
  public static ReferenceQuery parseAsTyped(String name, byte[] bytes) {
    return parse(name, bytes, AssertionReader.Constants.AS_THEIR_TYPE);
  }

  private static ReferenceQuery parse(
      String name, byte[] bytes, AssertionReader.Constants constants) {
    String text = text(name, bytes);
    try {
      PropertyTokens tokens = new PropertyTokens(PropertyTokens.Lexis.SECOND, text);
      DeclarationReader declarations = new DeclarationReader(tokens);
      List<DeclaredNetwork> networks = declarations.read();
      Places places = declarations.places();
      Formula formula = new AssertionReader(tokens, places, constants).read();
      return new ReferenceQuery(networks, places.inputs(), places.outputs(), formula);
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  /** In the order of the file. */
  public List<DeclaredNetwork> networks() {
    return networks;
  }
}
