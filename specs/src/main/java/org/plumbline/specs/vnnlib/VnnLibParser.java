package org.plumbline.specs.vnnlib;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.Tokenizer.Token;

/**
 * Reads VNN-LIB 1.0: declarations of inputs X_i and outputs Y_j, and assertions that together
 * describe the <em>unsafe</em> behaviour, plain or gzipped (told by content).
 *
 * <p>Comparisons are linear, with {@code <= >= < > =}, {@code + - * /} and exact decimals, in any
 * nesting of {@code and} and {@code or}. Every input needs a lower and an upper bound in every
 * alternative. Limits against hostile files: {@link Tokenizer#MAX_BYTES} after inflating, nesting
 * {@link ExpressionReader#MAX_DEPTH}, {@link Disjunction#MAX_CONJUNCTS} alternatives with {@link
 * Disjunction#MAX_ATOMS} comparisons.
 */
public final class VnnLibParser {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String file;
  private final Tokenizer tokens;
  private final Declarations declarations = new Declarations();
  private final ExpressionReader expressions;
  private final List<Formula> assertions = new ArrayList<>();
  private long atoms;

  private VnnLibParser(InputStream in, String file) {
    this.file = file;
    this.tokens = new Tokenizer(in, file);
    this.expressions = new ExpressionReader(tokens, file, declarations);
  }

  /**
   * @throws VnnLibParseException when the file is missing, unreadable, malformed or too large
   */
  public static Property parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new VnnLibParseException(file.toString(), 0, 0, "there is no such file");
    } catch (IOException e) {
      throw new VnnLibParseException(file.toString(), 0, 0, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * @param file the name for messages
   * @throws VnnLibParseException as above
   */
  public static Property parse(InputStream in, String file) {
    try {
      return new VnnLibParser(inflated(in), file).property();
    } catch (IOException e) {
      throw new VnnLibParseException(file, 0, 0, "cannot be read: " + e.getMessage());
    }
  }

  /** Reads a text. */
  public static Property parse(String text, String file) {
    return parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file);
  }

  private static InputStream inflated(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    byte[] magic = new byte[2];
    int read = peeked.readNBytes(magic, 0, 2);
    peeked.unread(magic, 0, read);
    boolean gzip = read == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
    return gzip ? new GZIPInputStream(peeked, 1 << 16) : peeked;
  }

  private Property property() {
    Token token = tokens.next();
    while (token != Token.END) {
      if (token != Token.OPEN) {
        throw tokens.error("a command in parentheses is expected, not '" + tokens.text() + "'");
      }
      command();
      token = tokens.next();
    }
    requireCompleteDeclarations();
    try {
      return new Property(declarations.inputs(), declarations.outputs(), cases());
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
    } else if (tokens.is("set-logic")) {
      tokens.next();
    } else if (tokens.is("vnnlib-version")) {
      throw tokens.error("VNN-LIB 2 is not read yet; only files without a version line, VNN-LIB 1");
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

  private void add(Formula assertion) {
    assertions.add(assertion);
    atoms += assertion.size();
    if (atoms > Disjunction.MAX_ATOMS) {
      throw tokens.error("the file has more than " + Disjunction.MAX_ATOMS + " comparisons");
    }
  }

  private List<Case> cases() throws RefusedException {
    CaseAssembly assembly = new CaseAssembly(declarations.inputs());
    assertions.forEach(assembly::add);
    return assembly.cases();
  }

  private void requireCompleteDeclarations() {
    String problem = declarations.problem();
    if (problem != null) {
      throw new VnnLibParseException(file, 0, 0, problem);
    }
  }
}
