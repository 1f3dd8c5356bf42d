package org.plumbline.network.onnx.file;

/** The files beside a model that hold data of its tensors. */
@FunctionalInterface
public interface ExternalData {
  /** Of a model that is known by its content alone. */
  ExternalData NONE = location -> null;

  /**
   * The content of a file.
   *
   * @param location as the model names it
   * @return null if the file was not read
   */
  byte[] content(String location);
}
