package org.plumbline.soundness.instance;

import java.util.Optional;

/**
 * How the files of a question are written where that is what the question is about. They mean what
 * the plain ones mean.
 *
 * @param network bytes of the model; empty for those of {@link
 *     org.plumbline.network.onnx.file.OnnxWriter}
 * @param property VNN-LIB 1.0; empty for what {@link org.plumbline.specs.vnnlib.VnnLibWriter} makes
 *     of it
 */
public record Spelling(Optional<byte[]> network, Optional<String> property) {
  /** As Plumbline writes both. */
  public static final Spelling PLAIN = new Spelling(Optional.empty(), Optional.empty());

  public static Spelling ofNetwork(byte[] network) {
    return new Spelling(Optional.of(network), Optional.empty());
  }

  public static Spelling ofProperty(String property) {
    return new Spelling(Optional.empty(), Optional.of(property));
  }
}
