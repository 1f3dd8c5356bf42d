package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.specs.vnnlib2.Element;
import org.plumbline.specs.vnnlib2.ElementOrder;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/** The tensors that a property in VNN-LIB 2.0 declares, and where X_i and Y_j stand for them. */
final class DeclaredNames {
  private DeclaredNames() {}

  static void write(JsonGenerator json, JoinedQuestion question) throws IOException {
    json.writeArrayFieldStart("declared");
    int variable = 0;
    for (NetworkDeclaration network : question.document().networks()) {
      for (VariableDeclaration declared : network.variables()) {
        write(json, network.name(), declared, numbers(question, variable, declared));
        variable++;
      }
    }
    json.writeEndArray();
  }

  /** As the question and the counterexample count the elements of a tensor. */
  private static List<String> numbers(
      JoinedQuestion question, int variable, VariableDeclaration declared) {
    ElementOrder order = question.property().order();
    int[] free = question.property().freeOfInput();
    int offset = order.offset(variable);
    boolean isInput = order.isInput(new Element(variable, 0));
    return IntStream.range(offset, offset + (int) declared.size())
        .mapToObj(i -> isInput ? "X_" + free[i] : "Y_" + i)
        .toList();
  }

  private static void write(
      JsonGenerator json, String network, VariableDeclaration declared, List<String> numbers)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("network", network);
    json.writeStringField("name", declared.name());
    json.writeStringField("role", declared.role().name().toLowerCase(Locale.ROOT));
    json.writeStringField("type", declared.type().name().toLowerCase(Locale.ROOT));
    json.writeFieldName("shape");
    int[] shape = declared.shape().stream().mapToInt(Integer::intValue).toArray();
    json.writeArray(shape, 0, shape.length);
    json.writeFieldName("elements");
    String[] texts = numbers.toArray(String[]::new);
    json.writeArray(texts, 0, texts.length);
    json.writeEndObject();
  }
}
