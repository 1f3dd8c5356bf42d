package org.plumbline.specs.vnnlib2;

/** What a declared tensor is to its network, in the order that declarations have. */
public enum Role {
  INPUT("declare-input"),
  HIDDEN("declare-hidden"),
  OUTPUT("declare-output");

  private final String keyword;

  Role(String keyword) {
    this.keyword = keyword;
  }

  /** {@code declare-input}. */
  public String keyword() {
    return keyword;
  }

  /** {@code inputs}, as in a sentence; hidden tensors are {@code hidden tensors}. */
  String plural() {
    return switch (this) {
      case INPUT -> "inputs";
      case HIDDEN -> "hidden tensors";
      case OUTPUT -> "outputs";
    };
  }
}
