package org.plumbline.soundness.instance;

import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibWriter;

/**
 * A question whose answer is known.
 *
 * @param name unique in its benchmark; says nothing of the answer
 * @param family what kind of difficulty it poses
 * @param network what the file of the network means
 * @param property what the file of the property means
 * @param spelling of both files
 */
public record Instance(
    String name,
    String family,
    OnnxModel network,
    Property property,
    Answer answer,
    Spelling spelling) {

  /** With files as Plumbline writes them. */
  public Instance(String name, String family, OnnxModel network, Property property, Answer answer) {
    this(name, family, network, property, answer, Spelling.PLAIN);
  }

  /** The file of the network. */
  byte[] networkFile() {
    return spelling.network().orElseGet(() -> OnnxWriter.toBytes(network));
  }

  /** The file of the property in VNN-LIB 1.0. */
  String propertyFile() {
    return spelling.property().orElseGet(() -> VnnLibWriter.write(property));
  }
}
