package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.specs.vnnlib.VnnLibParseException;

class VersionLineTest {
  private static VersionLine of(String text) {
    return VersionLine.of(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  @ParameterizedTest
  @CsvSource({
    "(vnnlib-version <2.0>), PRESENT",
    "(vnnlib-version<3.0>), PRESENT",
    "( vnnlib-version 2.0), PRESENT",
    "(vnnlib-version), PRESENT",
    "(vnnlib-versions <2.0>), ABSENT",
    "(vnnlib-versio, ABSENT",
    "(declare-const X_0 Real), ABSENT",
    "vnnlib-version, ABSENT",
    "'', ABSENT",
    "(, ABSENT"
  })
  void theFirstCommandDecides(String text, VersionLine expected) {
    assertThat(of(text)).isEqualTo(expected);
    assertThat(of("\ufeff; (declare-const\r\n ;;\n\t" + text)).isEqualTo(expected);
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("(vnnlib-version <2.0>)".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(VersionLine.of(zipped.toByteArray(), "test")).isEqualTo(VersionLine.PRESENT);
    byte[] cut = java.util.Arrays.copyOf(zipped.toByteArray(), 5);
    assertThatThrownBy(() -> VersionLine.of(cut, "test"))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining("test: the gzip data is damaged");
  }
}
