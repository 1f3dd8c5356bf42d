package org.plumbline.specs.pattern;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.ParseException;

/**
 * Patterns of the classes of one network, as JSON. Neurons are listed layer by layer, from 0; see
 * {@link PatternDocument} for the fields.
 *
 * @param widths neurons of each of the network's {@link PhaseLayers}
 * @param patterns one per class at most, ascending
 */
public record PatternFile(Provenance provenance, int[] widths, List<ClassPattern> patterns) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .withConfigOverride(
              List.class, c -> c.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
          .withConfigOverride(
              int[][].class, c -> c.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
          .build();

  public PatternFile {
    patterns = List.copyOf(patterns);
    for (int k = 1; k < patterns.size(); k++) {
      if (patterns.get(k).label() <= patterns.get(k - 1).label()) {
        throw new IllegalArgumentException(
            "class " + patterns.get(k).label() + " after class " + patterns.get(k - 1).label());
      }
    }
  }

  /** The pattern of a class, if there is one. */
  public Optional<ClassPattern> of(int label) {
    return patterns.stream().filter(pattern -> pattern.label() == label).findFirst();
  }

  public void writeTo(OutputStream out) throws IOException {
    JSON.writerWithDefaultPrettyPrinter()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .writeValue(out, PatternDocument.of(this));
    out.write('\n');
  }

  /**
   * @param name of the file, for messages
   * @throws ParseException if this is no such file
   */
  public static PatternFile read(String name, InputStream in) throws IOException {
    try {
      PatternDocument document = JSON.readValue(in, PatternDocument.class);
      if (document == null) {
        throw new ParseException(name, "describes no patterns");
      }
      return document.file();
    } catch (JsonMappingException e) {
      throw malformed(name, e.getLocation(), place(e) + reason(e));
    } catch (JacksonException e) {
      throw malformed(name, e.getLocation(), "is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new ParseException(name, "describes no patterns: " + e.getMessage());
    }
  }

  /** As {@code patterns[0].active: }. */
  private static String place(JsonMappingException e) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return place.isEmpty() ? "" : place + ": ";
  }

  /** Without Jackson's advice to programmers, which follows a semicolon or an index. */
  private static String reason(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException cause
        ? cause.getMessage()
        : e.getOriginalMessage().split("; | \\((?:index|class) ", 2)[0];
  }

  private static ParseException malformed(String name, JsonLocation place, String what) {
    return place == null
        ? new ParseException(name, what)
        : new ParseException(name, place.getLineNr(), place.getColumnNr(), what);
  }
}
