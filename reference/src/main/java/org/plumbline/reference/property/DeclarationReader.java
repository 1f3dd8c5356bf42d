package org.plumbline.reference.property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * Reads the first part of VNN-LIB 2.0: the version and the networks, each with its inputs, hidden
 * tensors and outputs in this order. Source: the VNN-LIB standard 2.0, chapter 3 and {@code
 * syntax/grammar.cf}.
 */
final class DeclarationReader {
  /** Of all inputs, and of all outputs with hidden tensors. */
  private static final long MOST_ELEMENTS = 1L << 26;

  private static final int MOST_TENSORS = 1 << 16;
  private static final int MOST_RANK = 64;
  private static final Pattern VERSION = Pattern.compile("<2\\.[0-9]{1,9}>|2\\.[0-9]{1,9}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern EXTENT = Pattern.compile("0*[1-9][0-9]{0,8}");
  private static final Set<String> RESERVED = Set.of("and", "or", "assert", "initialized");
  private static final Set<String> TYPES =
      Set.of(
          "real",
          "float16",
          "float32",
          "float64",
          "bfloat16",
          "float8e4m3fn",
          "float8e5m2",
          "float8e4m3fnuz",
          "float8e5m2fnuz",
          "float4e2m1",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bool");

  private final PropertyTokens tokens;
  private final Map<String, DeclaredNetwork> networks = new LinkedHashMap<>();
  private final Set<String> copies = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Places places = new Places(MOST_ELEMENTS);

  DeclarationReader(PropertyTokens tokens) {
    this.tokens = tokens;
  }

  /** Where the elements of declared tensors stand. */
  Places places() {
    return places;
  }

  /**
   * Reads up to the first assertion, whose {@code assert} is the current token then; where there is
   * none, up to the end of the last network.
   *
   * @throws ReferenceException naming line and column
   */
  List<DeclaredNetwork> read() {
    tokens.expect("(");
    tokens.expect("vnnlib-version");
    if (!VERSION.matcher(word()).matches()) {
      throw tokens.refuse("expected is a version such as <2.0>");
    }
    tokens.expect(")");
    while (tokens.goesTo("(") && word().equals("declare-network")) {
      network();
    }
    if (networks.isEmpty()) {
      throw tokens.refuse("expected is (declare-network");
    }
    return List.copyOf(networks.values());
  }

  /** The next token; empty at the end. */
  private String word() {
    String word = tokens.next();
    return word == null ? "" : word;
  }

  private String name() {
    String name = word();
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw tokens.refuse("expected is a name of letters, digits and _");
    }
    return name;
  }

  private void network() {
    String name = name();
    if (networks.containsKey(name)) {
      throw tokens.refuse("the network is declared twice");
    }
    String original = null;
    boolean isSame = false;
    tokens.expect("(");
    String keyword = word();
    if (keyword.equals("equal-to") || keyword.equals("isomorphic-to")) {
      isSame = keyword.equals("equal-to");
      original = original();
      tokens.expect("(");
      keyword = word();
    }
    Map<String, List<DeclaredTensor>> tensors = tensors(keyword);
    Optional<String> equalTo = isSame ? Optional.of(original) : Optional.empty();
    DeclaredNetwork network =
        new DeclaredNetwork(
            name,
            equalTo,
            tensors.get("declare-input"),
            tensors.get("declare-hidden"),
            tensors.get("declare-output"));
    if (original != null) {
      checkSame(networks.get(original), network);
      copies.add(name);
    }
    if (!places.add(network)) {
      throw tokens.refuse("more than " + MOST_ELEMENTS + " inputs or outputs");
    }
    networks.put(name, network);
  }

  private String original() {
    String original = name();
    if (!networks.containsKey(original) || copies.contains(original)) {
      throw tokens.refuse("expected is a network declared before that is no copy itself");
    }
    tokens.expect(")");
    return original;
  }

  private void checkSame(DeclaredNetwork original, DeclaredNetwork copy) {
    boolean withTypes = copy.equalTo().isPresent();
    if (!form(original.inputs(), withTypes).equals(form(copy.inputs(), withTypes))
        || !form(original.outputs(), withTypes).equals(form(copy.outputs(), withTypes))) {
      throw tokens.refuse(
          copy.name() + " has other inputs or outputs than " + original.name() + ", its original");
    }
  }

  private static List<List<?>> form(List<DeclaredTensor> tensors, boolean withTypes) {
    List<List<?>> form = new ArrayList<>();
    tensors.forEach(t -> form.add(List.of(t.shape(), withTypes ? t.type() : "")));
    return form;
  }

  /**
   * Reads up to the end of the network.
   *
   * @param first keyword of the first declaration, the current token
   */
  private Map<String, List<DeclaredTensor>> tensors(String first) {
    List<String> order = List.of("declare-input", "declare-hidden", "declare-output");
    Map<String, List<DeclaredTensor>> tensors = new HashMap<>();
    order.forEach(keyword -> tensors.put(keyword, new ArrayList<>()));
    int section = 0;
    for (String keyword = first; ; keyword = word()) {
      if (order.indexOf(keyword) < section) {
        throw tokens.refuse("expected are declare-input, declare-hidden, declare-output in order");
      }
      section = order.indexOf(keyword);
      tensors.get(keyword).add(tensor(section == 1));
      if (tokens.goesTo(")")) {
        break;
      }
      tokens.expect("(");
    }
    if (tensors.get("declare-input").isEmpty() || tensors.get("declare-output").isEmpty()) {
      throw tokens.refuse("a network has an input and an output");
    }
    return tensors;
  }

  private DeclaredTensor tensor(boolean isHidden) {
    String name = name();
    if (!names.add(name) || names.size() > MOST_TENSORS) {
      throw tokens.refuse("the tensor is declared twice, or is one of too many");
    }
    String word = word();
    String type = word.equals("Real") ? "real" : word;
    if (!TYPES.contains(type)) {
      throw tokens.refuse("expected is an element type such as float32 or real");
    }
    List<Integer> shape = shape();
    String onnxName = isHidden ? tokens.string() : "";
    tokens.expect(")");
    return new DeclaredTensor(name, type, shape, onnxName);
  }

  private List<Integer> shape() {
    tokens.expect("[");
    List<Integer> shape = new ArrayList<>();
    if (tokens.goesTo("]")) {
      return shape;
    }
    long size = 1;
    do {
      String extent = word();
      if (extent.length() > 10 || !EXTENT.matcher(extent).matches() || shape.size() == MOST_RANK) {
        throw tokens.refuse("expected is a positive extent");
      }
      shape.add(Integer.parseInt(extent));
      size *= Integer.parseInt(extent);
      if (size > MOST_ELEMENTS) {
        throw tokens.refuse("more than " + MOST_ELEMENTS + " elements");
      }
    } while (tokens.goesTo(","));
    tokens.expect("]");
    return shape;
  }
}
