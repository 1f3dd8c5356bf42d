package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.specs.vnnlib2.Lexer.Token;

/** Reads {@code (declare-network …)}: an equivalence, inputs, hidden tensors, outputs. */
final class NetworkReader {
  private static final int MAX_DIMENSIONS = 64;

  private final Lexer lexer;
  private final Scope scope;

  NetworkReader(Lexer lexer, Scope scope) {
    this.lexer = lexer;
    this.scope = scope;
  }

  /** Reads on behind {@code declare-network}, to its closing parenthesis. */
  NetworkDeclaration read(Position position) {
    String name = name("the network's name");
    NetworkDeclaration before = scope.network(name);
    if (before != null) {
      throw lexer.error("network " + name + " is declared twice, first at " + before.position());
    }
    Draft draft = new Draft();
    Token token = lexer.next();
    for (; token == Token.OPEN; token = lexer.next()) {
      declaration(draft);
    }
    if (token != Token.CLOSE) {
      throw lexer.error("')' or another declaration is expected, not '" + lexer.shown() + "'");
    }
    require(name, draft, Role.INPUT, position);
    require(name, draft, Role.OUTPUT, position);
    NetworkDeclaration network =
        new NetworkDeclaration(
            name,
            draft.equivalence,
            draft.variables.get(Role.INPUT),
            draft.variables.get(Role.HIDDEN),
            draft.variables.get(Role.OUTPUT),
            position);
    draft.equivalence.ifPresent(other -> requireAlike(network, other));
    scope.add(network);
    return network;
  }

  /** What is read of a network so far. */
  private static final class Draft {
    private final Map<Role, List<VariableDeclaration>> variables = new EnumMap<>(Role.class);
    private Optional<Equivalence> equivalence = Optional.empty();
    private Role last;

    Draft() {
      for (Role role : Role.values()) {
        variables.put(role, new ArrayList<>());
      }
    }
  }

  /** Reads on behind an open parenthesis, to the closing one. */
  private void declaration(Draft draft) {
    Position open = lexer.position();
    lexer.expect(Token.WORD, "a declaration such as declare-input");
    Optional<Equivalence.Kind> kind = equivalenceKind();
    if (kind.isPresent()) {
      requireFirst(draft);
      draft.equivalence = Optional.of(equivalence(kind.get()));
    } else {
      draft.last = role(draft.last);
      draft.variables.get(draft.last).add(variable(draft.last, open));
    }
  }

  private Optional<Equivalence.Kind> equivalenceKind() {
    for (Equivalence.Kind kind : Equivalence.Kind.values()) {
      if (lexer.is(kind.keyword())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private void requireFirst(Draft draft) {
    if (draft.equivalence.isPresent()) {
      throw lexer.error("a network has at most one equivalence");
    }
    if (draft.last != null) {
      throw lexer.error("an equivalence stands before the network's tensors");
    }
  }

  private Equivalence equivalence(Equivalence.Kind kind) {
    String name = name("the name of a network");
    NetworkDeclaration other = scope.network(name);
    if (other == null) {
      throw lexer.error("network " + name + " is not declared before");
    }
    if (other.equivalence().isPresent()) {
      throw lexer.error(
          "network "
              + name
              + " has an equivalence of its own; name "
              + other.equivalence().get().network()
              + " here");
    }
    lexer.expect(Token.CLOSE, "')'");
    return new Equivalence(kind, name);
  }

  private void requireAlike(NetworkDeclaration network, Equivalence equivalence) {
    EquivalenceRule.problem(network, scope.network(equivalence.network()), equivalence.kind())
        .ifPresent(
            problem -> {
              throw lexer.error(problem.position(), problem.message());
            });
  }

  private void require(String network, Draft draft, Role role, Position position) {
    if (draft.variables.get(role).isEmpty()) {
      throw lexer.error(
          position, "network " + network + " declares no " + role.plural() + "; it needs one");
    }
  }

  private Role role(Role last) {
    for (Role role : Role.values()) {
      if (lexer.is(role.keyword())) {
        if (last != null && role.compareTo(last) < 0) {
          throw lexer.error(role.plural() + " come before " + last.plural());
        }
        return role;
      }
    }
    throw lexer.error(
        "'"
            + lexer.shown()
            + "' is no declaration (equal-to, isomorphic-to, declare-input, declare-hidden,"
            + " declare-output)");
  }

  private VariableDeclaration variable(Role role, Position open) {
    String name = name("the tensor's name");
    Position named = lexer.position();
    lexer.expect(Token.WORD, "an element type such as float32 or real");
    ElementType type =
        ElementType.of(lexer.text())
            .orElseThrow(
                () ->
                    lexer.error(
                        "'"
                            + lexer.shown()
                            + "' is no element type; those of ONNX are written in small letters,"
                            + " such as float32, and real is one, too"));
    List<Integer> shape = shape();
    Optional<String> onnxName = Optional.empty();
    if (role == Role.HIDDEN) {
      lexer.expect(Token.STRING, "the name of the tensor in the graph, such as \"relu_1\",");
      onnxName = Optional.of(lexer.text());
    }
    close();
    VariableDeclaration variable = new VariableDeclaration(name, type, shape, role, onnxName, open);
    String problem = scope.add(variable);
    if (problem != null) {
      throw lexer.error(named, problem);
    }
    return variable;
  }

  private void close() {
    Token token = lexer.next();
    if (token == Token.WORD && lexer.is("initialized")) {
      throw lexer.error("'initialized', of the draft of VNN-LIB 2.1, is not read");
    }
    if (token != Token.CLOSE) {
      throw lexer.error("')' is expected, not '" + lexer.shown() + "'");
    }
  }

  private String name(String what) {
    lexer.expect(Token.WORD, what);
    String problem = Scope.problem(lexer.text());
    if (problem != null) {
      throw lexer.error(problem);
    }
    return lexer.text();
  }

  private List<Integer> shape() {
    lexer.expect(Token.OPEN_SHAPE, "a shape such as [1,3], or [] of a scalar,");
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    Token token = lexer.next();
    while (shape.isEmpty() ? token != Token.CLOSE_SHAPE : token == Token.COMMA) {
      int extent = extent(shape.isEmpty() ? token : lexer.next());
      if (shape.size() == MAX_DIMENSIONS || size > Long.MAX_VALUE / extent) {
        throw lexer.error(
            "a tensor has at most " + MAX_DIMENSIONS + " dimensions and less than 2^63 elements");
      }
      size *= extent;
      shape.add(extent);
      token = lexer.next();
    }
    if (token != Token.CLOSE_SHAPE) {
      throw lexer.error("',' or ']' is expected, not '" + lexer.shown() + "'");
    }
    return shape;
  }

  private int extent(Token token) {
    long extent = token == Token.NUMBER ? Numbers.whole(lexer) : -1;
    if (extent < 1 || extent > Integer.MAX_VALUE) {
      throw lexer.error(
          "an extent is a whole number from 1 to 2^31 - 1, not '"
              + lexer.shown()
              + "'; an axis that the model leaves open gets a number here");
    }
    return (int) extent;
  }
}
