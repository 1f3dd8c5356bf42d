package org.plumbline.examples.signs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * Trains a network that reads traffic signs and writes it as {@code signs.onnx}. Arguments: the
 * folder to write to; then the folder of a data set ({@link SignSet#read}, parts {@code train} and
 * {@code test}), or nothing for signs drawn by {@link SignPainter}, of which some are written, too.
 */
public final class TrainSigns {
  private static final int DRAWN = 3000;
  private static final int DRAWN_FOR_TEST = 1000;
  private static final int WRITTEN = 50;

  private TrainSigns() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException("arguments: the folder to write to, and maybe the data");
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    boolean isDrawn = args.length == 1 || args[1].isEmpty();
    SignSet training = isDrawn ? SignSet.drawn(DRAWN, 1) : SignSet.read(Path.of(args[1]), "train");
    SignSet test =
        isDrawn ? SignSet.drawn(DRAWN_FOR_TEST, 2) : SignSet.read(Path.of(args[1]), "test");
    int classes = training.classes();
    SignEffort effort = isDrawn ? SignEffort.DRAWN : SignEffort.REAL;
    Map<String, float[]> parameters =
        new SignTraining(classes, effort, 1)
            .train(training, loss -> System.out.printf("loss %.4f%n", loss));
    Path file = folder.resolve("signs.onnx");
    OnnxWriter.write(SignModel.of("signs.onnx", effort, parameters, classes), file);
    System.out.println("right on the test signs: " + right(file, test) + " of " + test.size());
    if (isDrawn) {
      SignSet.drawn(WRITTEN, 2).write(folder, "test");
    }
  }

  /** How many signs the written network reads as their labels say. */
  static int right(Path file, SignSet signs) throws IOException {
    Network network = OnnxReader.read(file);
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    int right = 0;
    for (int n = 0; n < signs.size(); n++) {
      double[] pixels = new double[SignSet.VALUES];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = signs.pixels()[n][i];
      }
      double[] scores = forward.outputs(1, pixels);
      int best = 0;
      for (int c = 1; c < network.outputSize(); c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == signs.labels()[n] ? 1 : 0;
    }
    return right;
  }
}
