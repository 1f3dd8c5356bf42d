package org.plumbline.suite.run;

/** Hears how a run goes on; called by one thread at a time. */
@FunctionalInterface
public interface Progress {
  /** Nobody. */
  Progress NONE = (result, done, total) -> {};

  /** After each question. */
  void answered(Result result, int done, int total);
}
