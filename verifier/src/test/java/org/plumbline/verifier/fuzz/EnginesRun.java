package org.plumbline.verifier.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * The engines against each other on many networks: {@code benchmarks/engines NETWORKS}. Prints how
 * long each takes as Markdown, and what they disagree about, shrunk. Exits with 1 if there is any.
 */
public final class EnginesRun {
  private EnginesRun() {}

  public static void main(String[] arguments) {
    int networks = Integer.parseInt(arguments[0]);
    EngineComparison relu = new EngineComparison();
    relu.ofReluNetworks(networks);
    System.out.println(relu.table("random ReLU networks (2 to 4 inputs, 5 to 12 ReLUs)"));
    EngineComparison all = new EngineComparison();
    all.ofPiecewiseLinearNetworks(networks);
    System.out.println(all.table("random networks of all piecewise linear layers"));
    List<String> disagreements = new ArrayList<>(relu.disagreements());
    disagreements.addAll(all.disagreements());
    disagreements.forEach(System.out::println);
    System.exit(disagreements.isEmpty() ? 0 : 1);
  }
}
