package org.plumbline.suite.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How workers are started: with the Java and the class path of this process.
 *
 * @param program Java and its options, but for the heap
 * @param main class of the worker
 * @param heap bytes that all workers may use together
 */
public record WorkerCommand(List<String> program, String main, long heap) {
  private static final long LEAST_HEAP = 64L << 20;

  /** Copies the list. */
  public WorkerCommand {
    program = List.copyOf(program);
  }

  /** Like this process, with its heap divided. */
  public static WorkerCommand likeThis() {
    List<String> program = new ArrayList<>();
    program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(WorkerCommand::isInherited)
        .forEach(program::add);
    program.add("-XX:+UseSerialGC"); // one thread works, and no heap is small
    program.add("-cp");
    program.add(System.getProperty("java.class.path"));
    return new WorkerCommand(program, Worker.class.getName(), Runtime.getRuntime().maxMemory());
  }

  /** Not the heap's size, its collector, agents, recordings, or what only one process may write. */
  private static boolean isInherited(String option) {
    boolean isOfHeap =
        option.startsWith("-Xmx")
            || option.startsWith("-Xms")
            || option.contains("RAMPercentage")
            || option.endsWith("GC");
    boolean isOfOneProcess =
        option.startsWith("-agent")
            || option.startsWith("-javaagent")
            || option.startsWith("-XX:StartFlightRecording")
            || option.startsWith("-XX:FlightRecorder")
            || option.startsWith("-XX:DumpLoadedClassList");
    return !isOfHeap && !isOfOneProcess;
  }

  /**
   * The command of one of so many workers at a time.
   *
   * @param workers at least 1
   */
  public List<String> line(int workers) {
    List<String> line = new ArrayList<>(program);
    line.add(1, "-Xmx" + Math.max(LEAST_HEAP, heap / workers));
    line.add(main);
    return line;
  }
}
