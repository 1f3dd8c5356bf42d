package org.plumbline.network.onnx.file;

/** An import of an operator set; the standard one has an empty domain. */
public record OnnxOpset(String domain, long version) {}
