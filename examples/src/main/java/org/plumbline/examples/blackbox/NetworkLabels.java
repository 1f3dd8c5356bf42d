package org.plumbline.examples.blackbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxReader;

/**
 * Hides an ONNX network behind the protocol of docs/black-box-protocol.md: it answers with labels
 * alone, on standard output, so that nothing else about it can be used. The argument is the file.
 */
public final class NetworkLabels {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
  private static final Pattern ROW = Pattern.compile("\\[([^\\[\\]]*)\\]");

  private final Network network;
  private final ForwardPass forward;

  private NetworkLabels(Network network) {
    this.network = network;
    this.forward = new ForwardPass(network, new JavaGemm());
  }

  public static void main(String[] args) throws IOException {
    NetworkLabels classifier = new NetworkLabels(OnnxReader.read(Path.of(args[0])));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(classifier.answer(line));
      System.out.flush();
    }
  }

  String answer(String request) {
    Matcher id = ID.matcher(request);
    String start = "{\"id\":" + (id.find() ? id.group(1) : "null");
    if (request.contains("\"describe\"")) {
      return start
          + ",\"inputs\":"
          + network.inputSize()
          + ",\"classes\":"
          + network.outputSize()
          + ",\"answers\":\"labels\"}";
    }
    List<Integer> labels = new ArrayList<>();
    Matcher row = ROW.matcher(request);
    while (row.find()) {
      double[] values =
          Arrays.stream(row.group(1).split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (values.length != network.inputSize()) {
        return start + ",\"error\":\"" + values.length + " values\"}";
      }
      labels.add(label(values));
    }
    return start + ",\"labels\":" + labels + "}";
  }

  private int label(double[] values) {
    double[] scores = forward.outputs(1, values);
    int best = 0;
    for (int c = 1; c < network.outputSize(); c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
