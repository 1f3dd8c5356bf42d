package org.plumbline.falsifier.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;

class HttpBlackBoxTest {
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int failure = 503;
  private volatile boolean silent;
  private HttpServer server;
  private URI endpoint;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/classify",
        exchange -> {
          requests.incrementAndGet();
          String line =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean fails = !line.contains("describe") && failures.getAndDecrement() > 0;
          if (silent && !line.contains("describe")) {
            await();
          }
          byte[] answer =
              (fails ? "not today" : AnsweringProgram.answer("scores", "", line))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(fails ? failure : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/classify");
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private BlackBox open(int retries) {
    return RemoteBlackBox.http(endpoint, new Patience(60_000, retries, 0));
  }

  @Test
  void whyThereIsNoConnectionIsSaid() {
    server.stop(0);
    assertThatThrownBy(() -> open(1))
        .isInstanceOf(BlackBoxException.class)
        .hasMessageContaining("no connection to " + endpoint.getAuthority())
        .hasMessageContaining("(asked 2 times)");
    URI unknown = URI.create("http://no.such.host.invalid/classify");
    assertThatThrownBy(() -> RemoteBlackBox.http(unknown, new Patience(60_000, 0, 0)))
        .hasMessageContaining("no host is known by the name no.such.host.invalid");
  }

  @Test
  void anEndpointAnswers() {
    try (BlackBox box = open(0)) {
      assertThat(box.scores(2, new double[] {1, 2, 3, 4})).containsExactly(1, 2, 0.5, 3, 4, 0.5);
    }
  }

  @Test
  void aBusyEndpointIsAskedAgain() {
    failures.set(2);
    try (BlackBox box = open(2)) {
      assertThat(box.scores(1, new double[] {1, 2})).containsExactly(1, 2, 0.5);
    }
    assertThat(requests).hasValue(4);
  }

  @Test
  void anEndpointThatStaysBusyIsAnError() {
    failures.set(9);
    try (BlackBox box = open(1)) {
      assertThatThrownBy(() -> box.scores(1, new double[] {1, 2}))
          .isInstanceOf(BlackBoxException.class)
          .hasMessage(endpoint + ": status 503 (asked 2 times)");
    }
  }

  @Test
  void aRefusalIsNotAskedAgain() {
    failures.set(9);
    failure = 403;
    try (BlackBox box = open(5)) {
      assertThatThrownBy(() -> box.scores(1, new double[] {1, 2}))
          .isInstanceOf(BlackBoxException.class)
          .hasMessage(endpoint + ": status 403: not today");
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void silenceIsATimeOut() throws IOException {
    silent = true;
    try (Transport transport = new HttpTransport(endpoint)) {
      assertThat(transport.exchange(JsonProtocol.describe(0), 60_000)).contains("classes");
      assertThatThrownBy(() -> transport.exchange("{\"id\":1,\"inputs\":[[1,2]]}", 200))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void nobodyThereIsAnError() {
    server.stop(0);
    assertThatThrownBy(() -> open(0).close())
        .isInstanceOf(BlackBoxException.class)
        .hasMessageStartingWith(endpoint.toString());
  }

  @Test
  void otherAddressesAreRefused() {
    URI file = URI.create("file:///etc/passwd");
    assertThatThrownBy(() -> RemoteBlackBox.http(file, Patience.usual()).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file:///etc/passwd is no http or https address");
  }
}
