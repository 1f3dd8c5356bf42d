package org.plumbline.campaign;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How workers are started on a machine of the cluster, and what they read.
 *
 * @param options of Java, but for the heap
 * @param main class of the worker
 * @param classPath its archives
 * @param folder that it starts in, relative to {@link Place}
 * @param first line that it is told; paths in it are relative to the folder
 * @param files that it reads
 * @param heap bytes of one worker beside others
 * @param heapAlone bytes of one that has the machine for itself
 */
record Program(
    List<String> options,
    String main,
    List<Content> classPath,
    String folder,
    String first,
    List<Content> files,
    long heap,
    long heapAlone)
    implements Serializable {

  /** Copies the lists, into such as can be sent. */
  Program {
    options = new ArrayList<>(options);
    classPath = new ArrayList<>(classPath);
    files = new ArrayList<>(files);
  }

  /** The command line, on this machine. */
  List<String> command(boolean isAlone) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xmx" + (isAlone ? heapAlone : heap));
    command.add("-cp");
    command.add(
        classPath.stream()
            .map(part -> part.here().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    return command;
  }
}
