package org.plumbline.falsifier.blackbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A classifier of two numbers a and b, scores (a, b, 0.5), in the ways in which a program can be
 * good or bad. It reads the protocol with regular expressions, so that it shares nothing with the
 * code under test.
 */
final class AnsweringProgram {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern PAIR = Pattern.compile("\\[([-0-9.E]+),([-0-9.E]+)\\]");

  private AnsweringProgram() {}

  static List<String> command(String manner, String... more) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String argument = more.length == 0 ? "" : more[0];
    return List.of(
        java,
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classes,
        AnsweringProgram.class.getName(),
        manner,
        argument);
  }

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(args[0], args[1], line));
      System.out.flush();
    }
  }

  static String answer(String manner, String file, String line) throws IOException {
    if (manner.equals("dies-at-once")) {
      System.exit(7);
    } else if (line.contains("describe")) {
      String answers = manner.equals("labels") ? "labels" : "scores";
      String classes = manner.equals("one-class") ? "1" : "3";
      return "{\"id\":0,\"inputs\":2,\"classes\":" + classes + ",\"answers\":\"" + answers + "\"}";
    }
    Matcher id = ID.matcher(line);
    if (!id.find()) {
      return "{\"error\":\"no id\"}";
    }
    String start = "{\"id\":" + id.group(1) + ",";
    return switch (manner) {
      case "silent" -> silence();
      case "dies" -> death();
      case "dies-once" -> Files.deleteIfExists(Path.of(file)) ? death() : start + scores(line);
      case "garbage" -> "Segmentation fault \u0007 [[1,2";
      case "wrong-id" -> "{\"id\":99," + scores(line);
      case "no-numbers" -> start + "\"scores\":[[1,\"NaN\",2]]}";
      case "too-few" -> start + "\"scores\":[[1,2]]}";
      case "too-large" -> start + "\"scores\":[[1,2,1e999]]}";
      case "two-objects" -> start + scores(line) + "{}";
      case "error" -> start + "\"error\":\"out of paper\"}";
      case "labels" -> start + labels(line);
      case "bad-label" -> start + "\"scores\":[[1,2,3]],\"labels\":[3]}";
      default -> start + "\"took\":[1,{\"ms\":2}]," + scores(line);
    };
  }

  private static String silence() throws IOException {
    while (System.in.read() >= 0) {
      // Reads on and says nothing.
    }
    return "";
  }

  private static String death() {
    System.exit(3);
    return "";
  }

  private static String scores(String line) {
    StringBuilder text = new StringBuilder("\"scores\":[");
    Matcher pair = PAIR.matcher(line);
    String comma = "";
    while (pair.find()) {
      text.append(comma);
      text.append(String.format(Locale.ROOT, "[%s,%s,0.5]", pair.group(1), pair.group(2)));
      comma = ",";
    }
    return text + "]}";
  }

  private static String labels(String line) {
    StringBuilder text = new StringBuilder("\"labels\":[");
    Matcher pair = PAIR.matcher(line);
    String comma = "";
    while (pair.find()) {
      double a = Double.parseDouble(pair.group(1));
      double b = Double.parseDouble(pair.group(2));
      text.append(comma).append(a >= b && a >= 0.5 ? 0 : b >= 0.5 ? 1 : 2);
      comma = ",";
    }
    return text + "]}";
  }
}
