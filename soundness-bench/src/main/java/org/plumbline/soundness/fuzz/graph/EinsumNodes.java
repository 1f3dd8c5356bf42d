package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.onnx.file.ElementType;

/** Einsum of one to three operands. */
final class EinsumNodes {
  private static final String LETTERS = "ijkbz";

  private EinsumNodes() {}

  static void einsum(Sketch s) {
    ElementType type = s.draw.oneIn(6) ? s.realType() : ElementType.FLOAT;
    Operand some = s.of(type);
    Operand x = some.rank() <= 3 ? some : ReshapeNodes.to(s, some, some.count());
    Map<Character, Integer> extents = new LinkedHashMap<>();
    String term = named(s, x, extents);
    List<String> terms = new ArrayList<>(List.of(term));
    List<Operand> operands = new ArrayList<>(List.of(x));
    for (int k = s.draw.oneOf(0, 1, 1, 1, 2); k > 0; k--) {
      String other = other(s, extents);
      int[] shape = other.chars().map(c -> extents.get((char) c)).toArray();
      Signature signature = Signature.of(type, shape);
      if (signature.count() > Sketch.MOST) {
        return;
      }
      Operand operand =
          s.find(signature::equals)
              .filter(v -> s.draw.coin())
              .orElseGet(() -> s.constant(signature));
      int place = s.draw.between(0, operands.size());
      operands.add(place, operand);
      terms.add(place, other);
    }
    String output = output(s, extents);
    int[] shape = output.chars().map(c -> extents.get((char) c)).toArray();
    long work = 1;
    for (int extent : extents.values()) {
      work *= extent;
    }
    if (work <= 4 * Sketch.MOST && Signature.of(type, shape).count() <= Sketch.MOST) {
      s.node("Einsum", List.of(Signature.of(type, shape)), operands);
      s.with("equation", String.join(s.draw.oneIn(4) ? ", " : ",", terms) + "->" + output);
    }
  }

  /** A letter for each axis; now and then one for two axes of one extent. */
  private static String named(Sketch s, Operand x, Map<Character, Integer> extents) {
    StringBuilder term = new StringBuilder();
    for (int d = 0; d < x.rank(); d++) {
      char letter = LETTERS.charAt(d);
      boolean isSame = d > 0 && x.extent(d) == x.extent(d - 1) && s.draw.oneIn(6);
      letter = isSame ? term.charAt(d - 1) : letter;
      extents.put(letter, x.extent(d));
      term.append(letter);
    }
    return term.toString();
  }

  /** Some letters that are known, and new ones. */
  private static String other(Sketch s, Map<Character, Integer> extents) {
    StringBuilder term = new StringBuilder();
    for (char letter : List.copyOf(extents.keySet())) {
      if (s.draw.coin()) {
        term.insert(s.draw.between(0, term.length()), letter);
      }
    }
    if (s.draw.coin() && extents.size() < LETTERS.length()) {
      char letter = 'a';
      for (char c : LETTERS.toCharArray()) {
        letter = extents.containsKey(c) || letter != 'a' ? letter : c;
      }
      extents.put(letter, s.draw.between(1, 3));
      term.insert(s.draw.between(0, term.length()), letter);
    }
    return term.toString();
  }

  private static String output(Sketch s, Map<Character, Integer> extents) {
    StringBuilder output = new StringBuilder();
    for (char letter : extents.keySet()) {
      if (!s.draw.oneIn(3)) {
        output.insert(s.draw.between(0, output.length()), letter);
      }
    }
    return output.toString();
  }
}
