package org.plumbline.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.plumbline.suite.worker.LineProcess;

/** A worker that is told what to do of each part by the part itself. */
public final class OddPartWorker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OddPartWorker() {}

  /** The first argument of the question names a file. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    JsonNode first = JSON.readTree(in.readLine());
    Path file = Path.of(first.get("question").get(0).asText());
    String root = text(first.get("root"));
    System.out.println(LineProcess.READY);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode order = JSON.readTree(line);
      System.out.println(reply(text(order.get("part")), order.get("millis").asLong(), root, file));
    }
  }

  private static String reply(String part, long millis, String root, Path file)
      throws IOException, InterruptedException {
    if (part.equals("dies")) {
      System.err.println("out of luck");
      Runtime.getRuntime().halt(137);
    } else if (part.equals("babbles")) {
      return "{\"answer\":\"%%\"}";
    } else if (part.equals("goes on")) {
      return "{\"open\":1,\"evaluated\":2,\"share\":0.5}";
    } else if (part.equals("sleeps")) {
      Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
      Thread.sleep(100_000);
    }
    return answer(part + " for " + millis + " of " + root + " with " + Files.readString(file));
  }

  private static String answer(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JSON.createObjectNode()
        .put("answer", Base64.getEncoder().encodeToString(bytes))
        .toString();
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
  }
}
