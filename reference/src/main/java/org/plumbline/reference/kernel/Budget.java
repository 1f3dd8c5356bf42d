package org.plumbline.reference.kernel;

import java.util.concurrent.CancellationException;
import org.plumbline.reference.tensor.ReferenceException;

/** What one evaluation may still ask for. Sizes are checked here before memory is asked for. */
public final class Budget {
  /** Multiplications per element: some ten minutes for the default of elements. */
  private static final long WORK_PER_ELEMENT = 1 << 12;

  private final long limit;
  private long elements;
  private long work;

  public Budget(long limit) {
    this.limit = limit;
    this.elements = limit;
    this.work = limit * WORK_PER_ELEMENT;
  }

  /**
   * @throws ReferenceException if all results together would exceed the limit
   */
  public void claim(long count) {
    if (count < 0 || count > elements) {
      throw new ReferenceException(
          "the results have more than " + limit + " elements together; a higher limit may help");
    }
    elements -= count;
  }

  /**
   * @throws ReferenceException if this would take far longer than results of the limit's size do
   * @throws CancellationException if the thread is interrupted
   */
  public void work(long multiplications) {
    if (multiplications < 0 || multiplications > work) {
      throw new ReferenceException("the evaluation takes too many multiplications");
    }
    work -= multiplications;
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the evaluation was interrupted");
    }
  }
}
