package org.plumbline.falsifier.monitor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.model.ParseException;

/**
 * A monitor as JSON: {@code {"format": "plumbline-raid-1", "network": "…", "inputs": n, "neurons":
 * n, "detectors": [{"neurons": […], "means": [[…]], "deviations": [[…]], "weights": […], "bias": x,
 * "threshold": x}]}}.
 *
 * @param network a digest of the network that the monitor watches
 */
public record MonitorFile(String network, RaidMonitor monitor) {
  private static final String FORMAT = "plumbline-raid-1";
  private static final JsonFactory FACTORY = new JsonFactory();

  public void writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("network", network);
      json.writeNumberField("inputs", monitor.inputs());
      json.writeNumberField("neurons", monitor.neurons());
      json.writeArrayFieldStart("detectors");
      for (Detector detector : monitor.detectors()) {
        write(detector, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(Detector detector, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("neurons");
    json.writeArray(detector.neurons(), 0, detector.neurons().length);
    writeRows("means", detector.means(), json);
    writeRows("deviations", detector.deviations(), json);
    json.writeFieldName("weights");
    json.writeArray(detector.weights(), 0, detector.weights().length);
    json.writeNumberField("bias", detector.bias());
    json.writeNumberField("threshold", detector.threshold());
    json.writeEndObject();
  }

  private static void writeRows(String name, double[][] rows, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (double[] row : rows) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
  }

  /**
   * @param name of the file, for messages
   * @throws ParseException if this is no such file
   */
  public static MonitorFile read(String name, InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      json.nextToken();
      Fields file = new Fields(name, value(json));
      if (!FORMAT.equals(file.text("format"))) {
        throw new ParseException(name, "is no monitor of the format " + FORMAT);
      }
      List<Detector> detectors = new ArrayList<>();
      for (Object part : file.list("detectors")) {
        detectors.add(detector(new Fields(name, part)));
      }
      return new MonitorFile(
          file.text("network"),
          new RaidMonitor(file.integer("inputs"), file.integer("neurons"), detectors));
    } catch (JacksonException e) {
      throw new ParseException(name, "is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new ParseException(name, "describes no monitor: " + e.getMessage());
    }
  }

  private static Detector detector(Fields fields) {
    double[][] means = fields.rows("means");
    Detector detector =
        new Detector(
            fields.integers("neurons"),
            means,
            fields.rows("deviations"),
            fields.numbers("weights"),
            fields.number("bias"),
            fields.number("threshold"));
    if (means.length < 2) {
      throw new IllegalArgumentException("a detector of " + means.length + " classes");
    }
    return detector;
  }

  /** Objects become maps, arrays lists, numbers doubles. */
  private static Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, value(json));
      }
      return fields;
    } else if (token == JsonToken.START_ARRAY) {
      List<Object> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(json));
      }
      return items;
    } else if (token != null && token.isNumeric()) {
      return json.getDoubleValue();
    }
    return token == null ? "" : json.getText();
  }

  /** Typed access to an object; what is missing or of another type is named. */
  private record Fields(String file, Object object) {
    private Object field(String name) {
      if (!(object instanceof Map<?, ?> fields) || fields.get(name) == null) {
        throw new ParseException(file, "\"" + name + "\" is missing");
      }
      return fields.get(name);
    }

    String text(String name) {
      return field(name).toString();
    }

    List<?> list(String name) {
      return list(name, field(name));
    }

    private List<?> list(String name, Object value) {
      if (value instanceof List<?> list) {
        return list;
      }
      throw new ParseException(file, "\"" + name + "\" is no array");
    }

    double number(String name) {
      return number(name, field(name));
    }

    private double number(String name, Object value) {
      if (value instanceof Double number && Double.isFinite(number)) {
        return number;
      }
      throw new ParseException(file, "\"" + name + "\" has " + value + ", which is no number");
    }

    int integer(String name) {
      return integer(name, field(name));
    }

    private int integer(String name, Object value) {
      double number = number(name, value);
      if (number != (int) number || number < 0) {
        throw new ParseException(file, "\"" + name + "\" has " + number + ", no whole number");
      }
      return (int) number;
    }

    int[] integers(String name) {
      return list(name).stream().mapToInt(value -> integer(name, value)).toArray();
    }

    double[] numbers(String name) {
      return list(name).stream().mapToDouble(value -> number(name, value)).toArray();
    }

    double[][] rows(String name) {
      return list(name).stream()
          .map(row -> list(name, row).stream().mapToDouble(v -> number(name, v)).toArray())
          .toArray(double[][]::new);
    }
  }
}
