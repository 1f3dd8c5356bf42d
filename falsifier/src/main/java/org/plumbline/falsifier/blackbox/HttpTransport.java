package org.plumbline.falsifier.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.plumbline.falsifier.contract.BlackBoxException;

/** An HTTP endpoint: the request is the body of a POST, the answer the body of its reply. */
final class HttpTransport implements Transport {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SHOWN = 200;

  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpTransport(URI endpoint) {
    if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
      throw new IllegalArgumentException(endpoint + " is no http or https address");
    }
    this.endpoint = endpoint;
  }

  @Override
  public String exchange(String request, long timeoutMillis) throws IOException {
    HttpRequest post =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofMillis(timeoutMillis))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build();
    return TimedCall.within(timeoutMillis, () -> answer(post));
  }

  private String answer(HttpRequest post) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = sent(post);
    try (InputStream body = response.body()) {
      String text = new String(body.readNBytes(MOST_BYTES + 1), StandardCharsets.UTF_8);
      int status = response.statusCode();
      if (status == TOO_MANY_REQUESTS || status >= 500) {
        throw new IOException("status " + status);
      } else if (status != 200) {
        throw new BlackBoxException(
            "status " + status + ": " + text.substring(0, Math.min(SHOWN, text.length())));
      } else if (text.length() > MOST_BYTES) {
        throw new BlackBoxException("an answer is longer than " + MOST_BYTES + " bytes");
      }
      return text;
    }
  }

  /** Java says nothing about why there is no connection. */
  private HttpResponse<InputStream> sent(HttpRequest post)
      throws IOException, InterruptedException {
    try {
      return client.send(post, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      boolean isKnown =
          Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
              .noneMatch(cause -> cause instanceof UnresolvedAddressException);
      throw new IOException(
          isKnown
              ? "no connection to " + endpoint.getAuthority() + "; nothing answers there"
              : "no host is known by the name " + endpoint.getHost(),
          e);
    }
  }

  @Override
  public void close() {}
}
