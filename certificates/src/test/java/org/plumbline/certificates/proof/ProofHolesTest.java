package org.plumbline.certificates.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofHolesTest {
  private static final Step CLIP = new Step.ClipInputs();
  private static final ProofNode CLOSED = new ProofNode.Closed(List.of(CLIP));

  private static ProofNode split(ProofNode below, ProofNode above) {
    return new ProofNode.Split(List.of(CLIP), 0, 0, 0.5, below, above);
  }

  @Test
  void holesAreFilledByTheirNumbers() {
    ProofNode proof =
        new ProofNode.ByPolyhedron(
            List.of(), List.of(split(ProofHoles.hole(1), CLOSED), ProofHoles.hole(0)));
    assertThat(ProofHoles.of(proof)).containsExactly(1, 0);
    ProofNode filled =
        ProofHoles.filled(proof, part -> Optional.of(part == 0 ? CLOSED : split(CLOSED, CLOSED)));
    assertThat(filled)
        .isEqualTo(
            new ProofNode.ByPolyhedron(
                List.of(), List.of(split(split(CLOSED, CLOSED), CLOSED), CLOSED)));
    assertThat(ProofHoles.of(filled)).isEmpty();
  }

  @Test
  void aHoleThatNothingFillsStays() {
    ProofNode proof = split(ProofHoles.hole(7), CLOSED);
    ProofNode filled = ProofHoles.filled(proof, part -> Optional.empty());
    assertThat(filled).isEqualTo(proof);
    assertThat(ProofHoles.of(filled)).containsExactly(7);
  }

  @Test
  void otherReasonsAreNoHoles() {
    ProofNode proof =
        split(new ProofNode.Unjustified("part of it"), new ProofNode.Unjustified("no time"));
    assertThat(ProofHoles.of(proof)).isEmpty();
    assertThat(ProofHoles.filled(proof, part -> Optional.of(CLOSED))).isEqualTo(proof);
  }

  @Test
  void conflictsAreFilledToo() {
    ProofNode.Literal literal = new ProofNode.Literal(0, 0, 1, true);
    ProofNode proof =
        new ProofNode.Learning(
            List.of(),
            List.of(new ProofNode.Conflict(List.of(literal), ProofHoles.hole(0))),
            ProofHoles.hole(1));
    ProofNode filled = ProofHoles.filled(proof, part -> Optional.of(CLOSED));
    assertThat(filled.children()).containsExactly(CLOSED, CLOSED);
  }

  @Test
  void stepsGoBeforeThoseOfTheNode() {
    Step first = new Step.Derive(Step.Passes.OPEN, List.of());
    assertThat(ProofHoles.after(List.of(first), CLOSED).steps()).containsExactly(first, CLIP);
    assertThat(ProofHoles.after(List.of(first), split(CLOSED, CLOSED)).children())
        .containsExactly(CLOSED, CLOSED);
  }
}
