package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that is told what to do of each part by the part itself. */
public final class FaultyPartWorker {
  private FaultyPartWorker() {}

  /** The first argument of the question names a folder for marks. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PartWire.Order.Question question = (PartWire.Order.Question) PartWire.order(in.readLine());
    Path marks = Path.of(question.arguments().get(0));
    System.out.println(LineProcess.READY);
    String part = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      PartWire.Order order = PartWire.order(line);
      if (order instanceof PartWire.Order.Part given) {
        part = new String(given.bytes(), StandardCharsets.UTF_8);
      }
      System.out.println(
          order instanceof PartWire.Order.Root
              ? PartWire.of(new PartWire.Reply.Progress(0, 0, 0))
              : reply(part, order, marks));
    }
  }

  private static String reply(String part, PartWire.Order order, Path marks)
      throws IOException, InterruptedException {
    switch (part) {
      case "dies":
        if (!Files.exists(marks.resolve(part))) {
          Files.writeString(marks.resolve(part), "");
          System.err.println("out of luck");
          Runtime.getRuntime().halt(137);
        }
        break;
      case "babbles":
        return "{\"answer\":\"%%\"}";
      case "complains":
        return PartWire.of(new PartWire.Reply.Mistake("too hard"));
      case "sleeps":
        Thread.sleep(100_000);
        break;
      case "goes on":
        if (!(order instanceof PartWire.Order.Cut)) {
          return PartWire.of(new PartWire.Reply.Progress(7, 100, 0.5));
        }
        break;
      default:
        break;
    }
    return PartWire.of(
        new PartWire.Reply.Answer(("answer to " + part).getBytes(StandardCharsets.UTF_8)));
  }
}
