package org.plumbline.suite.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.verifier.branching.parts.PartWorkers;

class PartWireTest {
  private static final byte[] PART = {1, 2, 3};

  @Test
  void aRootMayBeLongerThanWhatJacksonReadsByItself() throws IOException {
    byte[] root = new byte[16 << 20];
    Arrays.fill(root, (byte) 7);
    String line = PartPieces.first(List.of("verify", "a.onnx"), root);
    assertThat(line.length()).isGreaterThan(20_000_000);
    PartWire.Order.Question question = (PartWire.Order.Question) PartWire.order(line);
    assertThat(question.arguments()).containsExactly("verify", "a.onnx");
    assertThat(question.root().orElseThrow()).isEqualTo(root);
  }

  @Test
  void aPieceIsAPartWithATime() throws IOException {
    String line = PartPieces.order(PART, Duration.ofSeconds(5));
    PartWire.Order.Piece piece = (PartWire.Order.Piece) PartWire.order(line);
    assertThat(piece.part()).isEqualTo(PART);
    assertThat(piece.millis()).isEqualTo(5000);
    assertThat(PartWire.order(PartWire.of(new PartWire.Order.Part(PART))))
        .isInstanceOf(PartWire.Order.Part.class);
  }

  @Test
  void whatIsNoAnswerToAPieceIsAFailure() {
    PartWorkers.Event ended = PartPieces.event(4, PartWire.of(new PartWire.Reply.Answer(PART)));
    assertThat(((PartWorkers.Ended) ended).answer()).isEqualTo(PART);
    for (String line :
        List.of(
            "ready",
            "{}",
            "[1]",
            PartWire.of(new PartWire.Reply.Progress(1, 2, 0.5)),
            PartWire.of(new PartWire.Reply.Mistake("too hard")))) {
      PartWorkers.Event event = PartPieces.event(4, line);
      assertThat(event).as(line).isInstanceOf(PartWorkers.Failed.class);
      assertThat(event.number()).isEqualTo(4);
    }
  }
}
