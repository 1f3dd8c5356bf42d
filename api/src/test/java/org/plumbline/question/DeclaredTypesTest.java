package org.plumbline.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.question.DeclaredModels.property;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.vnnlib2.Document;

class DeclaredTypesTest {
  private static Document document(String type, String constant) {
    return property(
            """
            (vnnlib-version <2.0>)
            (declare-network f (declare-input X %1$s []) (declare-output Y %1$s []))
            (assert (<= X %2$s))
            """
                .formatted(type, constant))
        .document();
  }

  @Test
  void constantsBeyondFloat32AreRefused() {
    DeclaredTypes types =
        new DeclaredTypes("p.vnnlib", document("float32", "4" + "0".repeat(38) + ".0"));
    assertThatThrownBy(() -> types.constants(Semantics.FLOAT32))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("p.vnnlib: the constant 4000")
        .hasMessageContaining("beyond the numbers of float32");
    assertThat(types.constants(Semantics.REAL)).isEqualTo(types.document());
  }

  private static DeclaredTypes types(String type) {
    return new DeclaredTypes("p.vnnlib", document(type, "0.1"));
  }

  @Test
  void typesSayWhichNumbersAreMeant() {
    assertThat(types("real").semantics()).isEqualTo(Semantics.REAL);
    assertThat(types("float32").semantics()).isEqualTo(Semantics.FLOAT32);
  }

  @Test
  void otherArithmeticsAreRefused() {
    for (String type : new String[] {"float16", "float64", "bfloat16"}) {
      assertThatThrownBy(() -> types(type).semantics())
          .isInstanceOf(ParseException.class)
          .hasMessageContaining("p.vnnlib: it is about the arithmetic of " + type)
          .hasMessageContaining("--semantics real asks about real numbers");
    }
  }

  /** Where 0.1f is meant, x = 0.1f satisfies x ≤ 0.1, which is less in real numbers. */
  @Test
  void constantsBesideFloat32AreBinary32() {
    BigDecimal nearTenth = new BigDecimal(0.1f);
    DeclaredTypes single = types("float32");
    assertThat(single.constants(Semantics.FLOAT32).holds(e -> nearTenth)).isTrue();
    assertThat(single.constants(Semantics.REAL).holds(e -> nearTenth)).isFalse();
    assertThat(types("real").constants(Semantics.FLOAT32).holds(e -> nearTenth)).isFalse();
  }
}
