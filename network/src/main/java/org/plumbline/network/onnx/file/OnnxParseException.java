package org.plumbline.network.onnx.file;

import org.plumbline.network.model.ParseException;

/** An ONNX file that cannot be read: names the file, the place in it, and the value found there. */
public final class OnnxParseException extends ParseException {
  private static final long serialVersionUID = 1L;

  public OnnxParseException(String file, String message) {
    super(file, message);
  }
}
