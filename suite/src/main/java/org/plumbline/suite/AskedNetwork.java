package org.plumbline.suite;

/**
 * A network that a question is about.
 *
 * @param name of the file, as the suite says it
 * @param sha256 of its content, unpacked; hexadecimal
 * @param declared its name in the property; empty for the only one
 */
public record AskedNetwork(String name, String sha256, String declared) {

  /** The only network of a question. */
  public AskedNetwork(String name, String sha256) {
    this(name, sha256, "");
  }
}
