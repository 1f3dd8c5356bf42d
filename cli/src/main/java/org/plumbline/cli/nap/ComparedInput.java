package org.plumbline.cli.nap;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.NapMonitor;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.samples.Preparation;

/**
 * An input, and how many literals of each pattern it violates.
 *
 * @param violated by class
 */
record ComparedInput(String name, double[] values, String label, Map<Integer, Integer> violated) {
  static ComparedInput of(
      Path file, Preparation preparation, Network network, PatternFile patterns, Gemm gemm) {
    double[] values = GivenInput.read(file, preparation, network);
    NapMonitor monitor = new NapMonitor(network, patterns, gemm);
    Map<Integer, Integer> violated = new LinkedHashMap<>();
    for (ClassPattern one : patterns.patterns()) {
      violated.put(one.label(), monitor.violated(values, one.pattern()).size());
    }
    var predicted = monitor.judge(values).predicted();
    String label = predicted.isPresent() ? "class " + predicted.getAsInt() : "no class (NaN)";
    return new ComparedInput(file.getFileName().toString(), values, label, violated);
  }

  List<Integer> followed() {
    return violated.entrySet().stream()
        .filter(entry -> entry.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  String words() {
    return name
        + ": "
        + label
        + "; literals violated by class: "
        + violated.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  void print(PrintWriter out) {
    out.println(words());
    out.flush();
  }
}
