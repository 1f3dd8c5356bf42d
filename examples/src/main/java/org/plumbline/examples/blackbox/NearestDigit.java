package org.plumbline.examples.blackbox;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A classifier that is no network, and speaks the protocol of docs/black-box-protocol.md: a digit
 * is what the majority of its five nearest neighbours in a data file are. It answers with labels
 * alone. Runs without a build:
 *
 * <pre>
 * java NearestDigit.java digits.csv.gz          answers on standard output
 * java NearestDigit.java digits.csv.gz 8080     answers at http://localhost:8080/
 * </pre>
 */
public final class NearestDigit {
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;
  private static final int NEIGHBOURS = 5;
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
  private static final Pattern ROW = Pattern.compile("\\[([^\\[\\]]*)\\]");

  private final double[][] digits;

  private NearestDigit(double[][] digits) {
    this.digits = digits;
  }

  public static void main(String[] args) throws IOException {
    NearestDigit classifier = new NearestDigit(read(Path.of(args[0])));
    if (args.length > 1) {
      classifier.serve(Integer.parseInt(args[1]));
    } else {
      classifier.answerLines();
    }
  }

  /** Rows of 64 grey levels and the digit. */
  private static double[][] read(Path csvGz) throws IOException {
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(csvGz));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII))) {
      return lines.lines().map(NearestDigit::numbers).toArray(double[][]::new);
    }
  }

  private static double[] numbers(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private void answerLines() throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(answer(line));
      System.out.flush();
    }
  }

  private void serve(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          String request =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] answer = answer(request).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private String answer(String request) {
    Matcher id = ID.matcher(request);
    String start = "{\"id\":" + (id.find() ? id.group(1) : "null");
    if (request.contains("\"describe\"")) {
      return start
          + String.format(",\"inputs\":%d,\"classes\":%d,\"answers\":\"labels\"}", PIXELS, CLASSES);
    }
    List<Integer> labels = new ArrayList<>();
    Matcher row = ROW.matcher(request);
    while (row.find()) {
      double[] pixels = numbers(row.group(1));
      if (pixels.length != PIXELS) {
        return start + ",\"error\":\"" + pixels.length + " pixels\"}";
      }
      labels.add(label(pixels));
    }
    return start + ",\"labels\":" + labels + "}";
  }

  private int label(double[] pixels) {
    double[] distances = new double[digits.length];
    Arrays.setAll(distances, k -> distance(pixels, digits[k]));
    int[] votes = new int[CLASSES];
    for (int vote = 0; vote < NEIGHBOURS; vote++) {
      int nearest = 0;
      for (int k = 1; k < digits.length; k++) {
        nearest = distances[k] < distances[nearest] ? k : nearest;
      }
      distances[nearest] = Double.POSITIVE_INFINITY;
      votes[(int) digits[nearest][PIXELS]]++;
    }
    int winner = 0;
    for (int label = 1; label < CLASSES; label++) {
      winner = votes[label] > votes[winner] ? label : winner;
    }
    return winner;
  }

  private static double distance(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      sum += (left[i] - right[i]) * (left[i] - right[i]);
    }
    return sum;
  }
}
