package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The worker's side of a {@link LineProcess}: an order on each line of standard input, a reply on
 * each of standard output. The process ends with its standard input, whatever it is doing, so that
 * it does not outlive whoever started it.
 */
final class OrderLines {
  /** How a worker ends when what it is asked about cannot be read. */
  static final int UNREADABLE = 3;

  private final PrintStream out;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private OrderLines(PrintStream out) {
    this.out = out;
  }

  /** Of this process, in which nobody else writes to standard output from here on. */
  static OrderLines ofThisProcess() {
    OrderLines orders = new OrderLines(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    System.setOut(System.err);
    Thread reader = new Thread(orders::read, "plumbline-worker-orders");
    reader.setDaemon(true);
    reader.start();
    return orders;
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      System.err.println("the worker's orders ended: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }

  /** The next order; waits for it. */
  String take() throws InterruptedException {
    return lines.take();
  }

  void say(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
