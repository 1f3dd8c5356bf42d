package org.plumbline.falsifier.blackbox;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;

/**
 * A black box outside of this process that speaks the protocol of docs/black-box-protocol.md. What
 * is not answered in time is asked again; an answer that makes no sense is not.
 */
public final class RemoteBlackBox implements BlackBox {
  private static final int MOST_ROWS = 64;
  private static final int MOST_VALUES = 1 << 18;

  private final String name;
  private final Transport transport;
  private final Patience patience;
  private final Description description;
  private long requests;

  private RemoteBlackBox(String name, Transport transport, Patience patience) {
    this.name = name;
    this.transport = transport;
    this.patience = patience;
    try {
      this.description = JsonProtocol.description(0, exchange(JsonProtocol.describe(0)));
    } catch (BlackBoxException e) {
      transport.close();
      throw named(e);
    }
  }

  /**
   * Starts a program and asks what it classifies.
   *
   * @param command the program and its arguments
   * @throws BlackBoxException if it does not start or does not answer
   */
  public static RemoteBlackBox process(List<String> command, Patience patience) {
    return new RemoteBlackBox(
        "program " + String.join(" ", command), new ProcessTransport(command), patience);
  }

  /**
   * Asks an endpoint what it classifies.
   *
   * @throws BlackBoxException if it does not answer
   * @throws IllegalArgumentException if the address is neither http nor https
   */
  public static RemoteBlackBox http(URI endpoint, Patience patience) {
    return new RemoteBlackBox(endpoint.toString(), new HttpTransport(endpoint), patience);
  }

  @Override
  public int inputs() {
    return description.inputs();
  }

  @Override
  public int classes() {
    return description.classes();
  }

  @Override
  public Knowledge knowledge() {
    return description.knowledge();
  }

  @Override
  public double[] scores(int rows, double[] x) {
    int classes = classes();
    double[] scores = new double[rows * classes];
    int step = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / inputs()));
    for (int first = 0; first < rows; first += step) {
      int count = Math.min(step, rows - first);
      double[] part = answered(count, x, first);
      System.arraycopy(part, 0, scores, first * classes, part.length);
    }
    return scores;
  }

  private double[] answered(int rows, double[] x, int first) {
    try {
      long id = ++requests;
      String line = exchange(JsonProtocol.ask(id, first, rows, inputs(), x));
      return JsonProtocol.scores(id, rows, description, line);
    } catch (BlackBoxException e) {
      throw named(e);
    }
  }

  private BlackBoxException named(BlackBoxException e) {
    return new BlackBoxException(name + ": " + e.getMessage(), e);
  }

  private String exchange(String request) {
    for (int retry = 0; ; retry++) {
      try {
        return transport.exchange(request, patience.timeoutMillis());
      } catch (IOException e) {
        if (retry == patience.retries() || Thread.currentThread().isInterrupted()) {
          throw new BlackBoxException(
              e.getMessage() + " (asked " + (retry + 1) + (retry == 0 ? " time)" : " times)"), e);
        }
      }
      pause(retry);
    }
  }

  private void pause(int retry) {
    try {
      Thread.sleep(patience.pauseMillis(retry));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
