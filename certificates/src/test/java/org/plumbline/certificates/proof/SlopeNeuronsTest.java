package org.plumbline.certificates.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Slope neurons are found by a table or without one, and what it takes is counted. */
class SlopeNeuronsTest {
  private static final int COUNT = 10_000;

  private static int[] every(int step) {
    return IntStream.range(0, COUNT).map(n -> step * n).toArray();
  }

  @Test
  void positionsAreFoundWhereverNeuronsAre() {
    for (int step : new int[] {1, 2, 63, 64, 65, 1000}) {
      SlopeNeurons neurons = new SlopeNeurons(new int[][] {{3}, every(step)});
      for (int n = 0; n < COUNT; n += 7) {
        assertThat(neurons.position(1, step * n)).isEqualTo(1 + n);
        assertThat(neurons.position(1, step * n + 1)).isEqualTo(step == 1 ? 2 + n : -1);
      }
      assertThat(neurons.position(1, step * COUNT)).isEqualTo(-1);
      assertThat(neurons.position(2, 0)).isEqualTo(-1);
    }
  }

  /** Neurons that are far from each other take a table of all between them. */
  @Test
  void tablesCountAsMemoryOfACertificate() throws IOException, MalformedCertificateException {
    SlopeNeurons neurons = new SlopeNeurons(new int[][] {every(63)});
    ProofNode proof = new ProofNode.Closed(List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CertificateWriter.write(
        new Certificate(
            new byte[32],
            new byte[32],
            Certificate.Semantics.REAL,
            List.of(new Certificate.CaseProof(neurons, proof))),
        bytes);
    assertThat(CertificateReader.read(bytes.toByteArray(), 3_000_000).cases()).hasSize(1);
    assertThatThrownBy(() -> CertificateReader.read(bytes.toByteArray(), 2_000_000))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining("2000000 bytes of memory");
  }
}
