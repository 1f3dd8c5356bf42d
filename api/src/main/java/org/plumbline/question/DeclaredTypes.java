package org.plumbline.question;

import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.ElementType;
import org.plumbline.specs.vnnlib2.Float32Constants;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/**
 * What the types that a property declares say of its numbers.
 *
 * @param file its name, for messages
 */
record DeclaredTypes(String file, Document document) {

  /**
   * The numbers that the declared types mean: real ones, or those of binary32 for {@code float32}.
   *
   * @throws ParseException where a type is declared whose arithmetic no proof here is about
   */
  Semantics semantics() {
    List<ElementType> types = fractions();
    List<ElementType> others = types.stream().filter(t -> t != ElementType.FLOAT32).toList();
    if (!others.isEmpty()) {
      throw new ParseException(
          file,
          "it is about the arithmetic of "
              + others.stream().map(ElementType::word).collect(Collectors.joining(", "))
              + ", which no proof here is about; --semantics real asks about real numbers");
    }
    return types.isEmpty() ? Semantics.REAL : Semantics.FLOAT32;
  }

  /** Types of fractions that round. */
  private List<ElementType> fractions() {
    return document.variables().stream()
        .map(VariableDeclaration::type)
        .filter(type -> !type.isWhole() && type != ElementType.REAL)
        .distinct()
        .toList();
  }

  /** Constants as they are, or the binary32 numbers that stand for them beside float32 tensors. */
  Document constants(Semantics semantics) {
    boolean isFloat32 = fractions().equals(List.of(ElementType.FLOAT32));
    return semantics == Semantics.FLOAT32 && isFloat32
        ? Float32Constants.rounded(document)
        : document;
  }
}
