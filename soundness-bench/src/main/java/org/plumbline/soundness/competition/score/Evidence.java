package org.plumbline.soundness.competition.score;

/** On what it rests that there is a counterexample, the strongest first. */
public enum Evidence {
  WITNESS("a witness that replays"),
  EXPECTED("sat in the list's column expected"),
  WORD("another tool's word, whose witness is not here");

  private final String words;

  Evidence(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
