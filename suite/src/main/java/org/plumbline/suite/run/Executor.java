package org.plumbline.suite.run;

import java.util.List;
import java.util.function.Consumer;

/**
 * Answers questions: on threads of this process, in others, on a cluster. Tasks go in, results come
 * out in any order, exactly one for each task, whatever becomes of it.
 */
public interface Executor extends AutoCloseable {
  /**
   * Answers all tasks, and returns when the last result was handed over.
   *
   * @param tasks independent of each other
   * @param results called by one thread at a time; what it throws ends the run
   */
  void answer(List<Task> tasks, Consumer<Result> results);

  /** How many questions are answered at once. */
  int width();

  /** How those are who answer, for people, such as {@code 12 workers, 1 lost}; may be empty. */
  default String state() {
    return "";
  }

  /** Lets go of whatever answers. */
  @Override
  default void close() {}
}
