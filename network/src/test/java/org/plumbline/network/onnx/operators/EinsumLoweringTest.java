package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class EinsumLoweringTest {
  private static final Map<Character, Integer> EXTENTS = Map.of('i', 2, 'j', 3, 'k', 4, 'b', 2);

  /** The first operand is the input, every other one a constant or computed from it. */
  private static OnnxModel model(String equation, int seed) {
    String[] terms = equation.split("->")[0].replace(" ", "").split(",");
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 10, shape(terms[0]));
    List<String> operands = new ArrayList<>(List.of(ModelBuilder.INPUT));
    for (int k = 1; k < terms.length; k++) {
      int[] shape = shape(terms[k]);
      String weights = m.weights(shape);
      String sum = m.node("ReduceSum", ModelBuilder.INPUT);
      m.with("keepdims", 0);
      operands.add((seed + k) % 2 == 0 ? weights : m.node("Mul", weights, m.node("Tanh", sum)));
    }
    if (seed % 3 == 0) {
      Collections.reverse(operands);
    }
    String turned = equation;
    if (seed % 3 == 0) {
      List<String> reversed = new ArrayList<>(List.of(terms));
      Collections.reverse(reversed);
      int arrow = equation.indexOf("->");
      turned = String.join(",", reversed) + (arrow < 0 ? "" : equation.substring(arrow));
    }
    String y = m.node("Einsum", operands.toArray(String[]::new));
    return m.with("equation", turned).output(y);
  }

  private static int[] shape(String term) {
    List<Integer> shape = new ArrayList<>();
    for (char c : term.replace("...", ".").toCharArray()) {
      if (c == '.') {
        shape.add(3);
        shape.add(2);
      } else {
        shape.add(EXTENTS.get(c));
      }
    }
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ij,jk->ik",
        "ij,jk",
        "ij, kj -> ki",
        "bij,bjk->bik",
        "bij,bkj->bki",
        "ij->ji",
        "ij->i",
        "ij->",
        "ij",
        "ii->i",
        "ii->",
        "ij,ij->ij",
        "ij,ij->",
        "ij,kj->ijk",
        "i,j->ij",
        "i,j->ji",
        "ij,k->ij",
        "ij,jk,kb->ib",
        "ij,j,jk->k",
        "bij,bij->b",
        "b...i,ij->b...j",
        "...ij,...jk->...ik",
        "...i->...",
        "i...,i...->...",
        "bii,ij->bj"
      })
  void equations(String equation) throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      Runtime.assertAgrees(model(equation, seed), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void random(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13, 1);
    Map<Integer, String> terms = new HashMap<>();
    for (int k = 0; k < 2; k++) {
      List<Character> letters = new ArrayList<>(List.of('i', 'j', 'k', 'b'));
      Collections.shuffle(letters, m.random);
      StringBuilder term = new StringBuilder();
      letters.subList(0, m.between(1, 3)).forEach(term::append);
      terms.put(k, term.toString());
    }
    StringBuilder output = new StringBuilder();
    for (char c : (terms.get(0) + terms.get(1)).toCharArray()) {
      if (output.indexOf("" + c) < 0 && m.random.nextInt(3) > 0) {
        output.insert(m.between(0, output.length()), c);
      }
    }
    Runtime.assertAgrees(model(terms.get(0) + "," + terms.get(1) + "->" + output, seed), seed);
  }

  @Test
  void aProductWithAConstantIsOneLayerInEffect() {
    Network network = new OnnxLowering(model("ij,jk->ik", 1)).lower();
    assertThat(network.reading().unknownInFloat32()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ij->ij,", "ij->ik", "ij->ii", "ijk->i", "i1->i", "i...->i...k", "..j->j"})
  void equationsThatDoNotFitAreRefused(String equation) {
    ModelBuilder m = new ModelBuilder(0, 13, 2, 3);
    String y = m.node("Einsum", ModelBuilder.INPUT);
    OnnxModel model = m.with("equation", equation).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("Einsum");
  }
}
