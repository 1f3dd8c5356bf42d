package org.plumbline.soundness.instance;

import org.plumbline.network.onnx.OnnxModel;
import org.plumbline.specs.property.Property;

/**
 * A question whose answer is known.
 *
 * @param name unique in its benchmark; says nothing of the answer
 * @param family what kind of difficulty it poses
 */
public record Instance(
    String name, String family, OnnxModel network, Property property, Answer answer) {}
