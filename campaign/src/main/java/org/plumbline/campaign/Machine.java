package org.plumbline.campaign;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The worker processes of all programs on this machine. Tasks of Spark have nothing in common but
 * the Java that runs them, so that this is the one place where a process can wait for the next
 * task.
 */
final class Machine {
  private static final ConcurrentMap<Program, Workers> PROGRAMS = new ConcurrentHashMap<>();

  private Machine() {}

  /** Processes of other programs that have nothing to do are ended: their memory is wanted. */
  static Workers workers(Program program) {
    Workers known = PROGRAMS.get(program);
    if (known != null) {
      return known;
    }
    PROGRAMS.values().forEach(Workers::close);
    return PROGRAMS.computeIfAbsent(program, Workers::new);
  }

  /** Ends the workers of a program that is done. */
  static void forget(Program program) {
    Workers workers = PROGRAMS.remove(program);
    if (workers != null) {
      workers.close();
    }
  }
}
