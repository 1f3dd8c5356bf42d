package org.plumbline.specs.vnnlib;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.Tokenizer.Token;

/**
 * Reads VNN-LIB 1.0: declarations of inputs X_i and outputs Y_j, and assertions that together
 * describe the <em>unsafe</em> behaviour, plain or gzipped (told by content).
 *
 * <p>Comparisons are linear, with {@code <= >= < > =}, {@code + - * /} and exact decimals, in any
 * nesting of {@code and} and {@code or}. Every input needs a lower and an upper bound in every
 * alternative. Commands of SMT-LIB that say nothing about the question are passed over: {@code
 * set-logic set-info set-option check-sat get-model}, and {@code exit} at the end. Limits against
 * hostile files: {@link SourceBytes#MAX_BYTES} after inflating, nesting {@link
 * ExpressionReader#MAX_DEPTH}, and a share of Java's memory for alternatives and their comparisons.
 */
public final class VnnLibParser {
  private final String file;
  private final Tokenizer tokens;
  private final Declarations declarations = new Declarations();
  private final ExpressionReader expressions;
  private final List<NormalForm> assertions = new ArrayList<>();
  private long alternatives;
  private long atoms;
  private boolean isOver;

  private VnnLibParser(SourceBytes source, String file) {
    this.file = file;
    this.tokens = new Tokenizer(source);
    this.expressions = new ExpressionReader(tokens, file, declarations);
  }

  /**
   * With every alternative listed.
   *
   * @throws VnnLibParseException when the file is missing, unreadable, malformed or too large
   */
  public static Property parse(Path file) {
    return SourceBytes.read(file, in -> parse(in, file.toString()));
  }

  /**
   * With every alternative listed.
   *
   * @param file the name for messages
   * @throws VnnLibParseException as above
   */
  public static Property parse(InputStream in, String file) {
    return new VnnLibParser(SourceBytes.open(in, file), file).property(CaseAssembly.LIST_ALL);
  }

  /**
   * The same; where alternatives multiply, those over inputs alone may stay {@link
   * Property#choices}.
   *
   * @param file the name for messages
   * @throws VnnLibParseException as above
   */
  public static Property parseWithChoices(InputStream in, String file) {
    return new VnnLibParser(SourceBytes.open(in, file), file).property(CaseAssembly.MOST_LISTED);
  }

  /** Reads a text. */
  public static Property parse(String text, String file) {
    return parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file);
  }

  private Property property(int mostListed) {
    Token token = tokens.next();
    while (token != Token.END) {
      if (isOver) {
        throw tokens.error(
            "'" + tokens.text() + "' stands after (exit), which ends the file; remove either");
      }
      if (token != Token.OPEN) {
        throw tokens.error("a command in parentheses is expected, not '" + tokens.text() + "'");
      }
      command();
      token = tokens.next();
    }
    requireCompleteDeclarations();
    try {
      CaseAssembly assembly =
          new CaseAssembly(declarations.inputs(), new GivenBounds(), mostListed);
      assertions.forEach(assembly::add);
      List<Case> cases = assembly.cases();
      return new Property(declarations.inputs(), declarations.outputs(), cases, assembly.choices());
    } catch (RefusedException e) {
      throw new VnnLibParseException(file, 0, 0, e.getMessage());
    }
  }

  private void command() {
    tokens.next();
    if (tokens.is("assert")) {
      add(expressions.read());
    } else if (tokens.is("declare-const")) {
      declare();
    } else if (tokens.is("declare-fun")) {
      declareFunction();
    } else if (tokens.is("set-logic") || tokens.is("set-info") || tokens.is("set-option")) {
      tokens.skipToClose();
    } else if (tokens.is("exit")) {
      isOver = true;
    } else if (tokens.is("vnnlib-version")) {
      throw tokens.error(
          "the version line of VNN-LIB 2 stands in a file that is read as VNN-LIB 1");
    } else if (!tokens.is("check-sat") && !tokens.is("get-model")) {
      throw tokens.error(
          "unknown command '" + tokens.text() + "'; VNN-LIB 1.0 has declare-const and assert");
    }
    expect(Token.CLOSE, "')'");
  }

  private void declare() {
    boolean output = declareName();
    expectReal(output);
  }

  private void declareFunction() {
    boolean output = declareName();
    expect(Token.OPEN, "'()', for a variable has no parameters,");
    expect(Token.CLOSE, "'()', for a variable has no parameters,");
    expectReal(output);
  }

  private boolean declareName() {
    Token token = tokens.next();
    if (token != Token.INPUT && token != Token.OUTPUT) {
      throw tokens.error(
          "variables are named X_i (inputs) and Y_j (outputs), not '" + tokens.text() + "'");
    }
    boolean output = token == Token.OUTPUT;
    if (!declarations.add(output, tokens.index())) {
      throw tokens.error("variable " + tokens.text() + " is declared twice");
    }
    return output;
  }

  private void expectReal(boolean output) {
    tokens.next();
    if (!tokens.is("Real")) {
      throw tokens.error(
          (output ? "an output" : "an input") + " has type Real, not '" + tokens.text() + "'");
    }
  }

  private void expect(Token expected, String shown) {
    Token token = tokens.next();
    if (token == Token.END) {
      throw tokens.error("the file ends where " + shown + " is expected");
    }
    if (token != expected) {
      throw tokens.error(shown + " is expected, not '" + tokens.text() + "'");
    }
  }

  private void add(NormalForm assertion) {
    assertions.add(assertion);
    alternatives += assertion.conjuncts();
    atoms += assertion.atoms();
    try {
      Room.ofJava().require(alternatives, atoms);
    } catch (RefusedException e) {
      throw tokens.error(e.getMessage());
    }
  }

  private void requireCompleteDeclarations() {
    String problem = declarations.problem();
    if (problem != null) {
      throw new VnnLibParseException(file, 0, 0, problem);
    }
  }
}
