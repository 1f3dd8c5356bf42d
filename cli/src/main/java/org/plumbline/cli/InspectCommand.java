package org.plumbline.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline inspect}: what a network file holds, and whether all of it is supported. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Prints the layers of a network, and whether everything in it is supported.")
final class InspectCommand implements java.util.concurrent.Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Override
  public Integer call() {
    try {
      print(NetworkFile.read(network), spec.commandLine().getOut());
      return ExitCode.HOLDS.code();
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (OutOfMemoryError | StackOverflowError e) {
      spec.commandLine().getErr().println("plumbline: " + network + ": " + Deadline.TOO_LARGE);
      return ExitCode.UNDECIDED.code();
    }
  }

  private static void print(Network read, PrintWriter out) {
    long parameters = 0;
    long activations = 0;
    out.printf("%5s  %-28s %10s %12s  %s%n", "layer", "kind", "neurons", "parameters", "reads");
    for (int k = 0; k < read.depth(); k++) {
      Layer layer = read.layer(k);
      long own = parameters(layer);
      parameters += own;
      activations +=
          layer instanceof ActivationLayer || layer instanceof MaximumLayer ? layer.size() : 0;
      out.printf(
          Locale.ROOT,
          "%5d  %-28s %,10d %,12d  %s%n",
          k,
          kind(layer),
          layer.size(),
          own,
          layer instanceof InputLayer input
              ? "shape " + Arrays.toString(input.shape())
              : Arrays.toString(layer.sources()));
    }
    out.printf(
        Locale.ROOT,
        "%nInputs %,d, outputs %,d of shape %s, parameters %,d, non-linear neurons %,d.%n"
            + "Every operator in it is supported.%n",
        read.inputSize(),
        read.outputSize(),
        Arrays.toString(read.outputShape()),
        parameters,
        activations);
    out.flush();
  }

  private static long parameters(Layer layer) {
    if (!(layer instanceof AffineLayer affine)) {
      return 0;
    }
    long count = Arrays.stream(affine.bias()).filter(b -> b != 0).count();
    for (AffineLayer.Term term : affine.terms()) {
      count += term.map().parameters();
    }
    return count;
  }

  private static String kind(Layer layer) {
    if (layer instanceof ActivationLayer act) {
      return act.activation().toString();
    }
    if (layer instanceof AffineLayer affine) {
      StringJoiner maps = new StringJoiner(" + ");
      for (AffineLayer.Term term : affine.terms()) {
        maps.add(term.map().getClass().getSimpleName().replace("Map", ""));
      }
      return "Affine (" + maps + ")";
    }
    return layer.getClass().getSimpleName().replace("Layer", "");
  }
}
