package org.plumbline.falsifier.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    HttpResponse<InputStream> response =
        client.send(post, HttpResponse.BodyHandlers.ofInputStream());
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

  @Override
  public void close() {}
}
