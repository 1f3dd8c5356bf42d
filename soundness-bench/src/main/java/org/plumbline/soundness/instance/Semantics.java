package org.plumbline.soundness.instance;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The numbers that a network computes with. */
public enum Semantics {
  /** Real numbers. */
  @JsonProperty("real")
  REAL,
  /** IEEE binary32, as deployed. */
  @JsonProperty("float32")
  FLOAT32
}
