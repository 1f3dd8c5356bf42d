package org.plumbline.specs.vnnlib2;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.plumbline.specs.vnnlib.Room;
import org.plumbline.specs.vnnlib.SourceBytes;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib2.Lexer.Token;

/**
 * Reads VNN-LIB 2.0 (standard of December 2025): a version, networks, assertions; plain or gzipped.
 * Where the standard, its reference parser and files of the competition differ, it takes what has
 * one meaning, and says what it tolerated in {@link Document#warnings()}.
 *
 * <p>Limits against hostile files: {@link SourceBytes#MAX_BYTES} after inflating, nesting {@link
 * AssertionReader#MAX_DEPTH}, {@link Scope#MAX_VARIABLES} tensors, numbers of 2,000 characters,
 * products of {@link Expansion#MAX_DEGREE} variables and {@link Expansion#MAX_TERMS} terms.
 * Assertions may take what {@link Room} leaves. A tensor of many elements costs nothing here.
 */
public final class Vnnlib2Parser {
  private static final Pattern BRACKETED = Pattern.compile("<[0-9]+\\.[0-9]+>");
  private static final Pattern PLAIN = Pattern.compile("[0-9]+\\.[0-9]+");
  private static final Pattern SECOND = Pattern.compile("0*2\\.[0-9]+");
  private static final Pattern FIRST_MINOR = Pattern.compile("0*2\\.0+");
  private static final int MAX_WARNINGS = 100;

  private final Lexer lexer;
  private final Scope scope = new Scope();
  private final NetworkReader networkReader;
  private final AssertionReader assertionReader;
  private final List<NetworkDeclaration> networks = new ArrayList<>();
  private final List<Formula> assertions = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Vnnlib2Parser(SourceBytes source, Room room) {
    this.lexer = new Lexer(source);
    this.networkReader = new NetworkReader(lexer, scope);
    this.assertionReader = new AssertionReader(lexer, scope, room);
  }

  /**
   * @throws VnnLibParseException when the file is missing, unreadable, malformed or too large
   */
  public static Document parse(Path file) {
    return SourceBytes.read(file, in -> parse(in, file.toString()));
  }

  /**
   * @param file the name for messages
   * @throws VnnLibParseException as above
   */
  public static Document parse(InputStream in, String file) {
    return parse(in, file, Room.ofJava());
  }

  /**
   * @param room for all assertions
   */
  static Document parse(InputStream in, String file, Room room) {
    return new Vnnlib2Parser(SourceBytes.open(in, file), room).document();
  }

  /** Reads a text. */
  public static Document parse(String text, String file) {
    return parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file);
  }

  private Document document() {
    String version = version();
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      if (token != Token.OPEN) {
        throw lexer.error("a command in parentheses is expected, not '" + lexer.shown() + "'");
      }
      command();
    }
    if (networks.isEmpty()) {
      throw lexer.error("no network is declared; expected (declare-network …)");
    }
    return new Document(version, networks, assertions, warnings);
  }

  private String version() {
    lexer.expect(Token.OPEN, "(vnnlib-version <2.0>)");
    lexer.expect(Token.WORD, "vnnlib-version");
    if (!lexer.is("vnnlib-version")) {
      throw lexer.error(
          "a file of VNN-LIB 2 begins with (vnnlib-version <2.0>), not with " + lexer.shown());
    }
    String written = lexer.version();
    boolean bracketed = BRACKETED.matcher(written).matches();
    if (!bracketed && !PLAIN.matcher(written).matches()) {
      throw lexer.error("a version such as <2.0> is expected, not '" + lexer.brief() + "'");
    }
    String version = bracketed ? written.substring(1, written.length() - 1) : written;
    if (!SECOND.matcher(version).matches()) {
      throw lexer.error("version " + version + " is not read; this reader is for version 2.0");
    }
    if (!bracketed) {
      warn("the version is written <" + version + ">");
    }
    if (!FIRST_MINOR.matcher(version).matches()) {
      warn("version " + version + " is read as version 2.0");
    }
    lexer.expect(Token.CLOSE, "')'");
    return version;
  }

  private void warn(String message) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(lexer.position() + ": " + message);
    }
  }

  private void command() {
    Position position = lexer.position();
    lexer.expect(Token.WORD, "a command");
    if (lexer.is("assert")) {
      assertion();
    } else if (lexer.is("declare-network")) {
      network(position);
    } else if (isSkipped()) {
      warn(lexer.shown() + " is no command of VNN-LIB 2.0; it is skipped");
      lexer.skipToClose();
      lexer.expect(Token.CLOSE, "')'");
    } else {
      throw lexer.error(
          "unknown command '"
              + lexer.shown()
              + "'; VNN-LIB 2.0 has vnnlib-version, declare-network and assert, in this order");
    }
  }

  /** Commands of other languages that say nothing about the property. */
  private boolean isSkipped() {
    return lexer.is("set-logic")
        || lexer.is("set-info")
        || lexer.is("check-sat")
        || lexer.is("get-model")
        || lexer.is("exit");
  }

  private void network(Position position) {
    if (!assertions.isEmpty()) {
      throw lexer.error("networks come before assertions");
    }
    networks.add(networkReader.read(position));
  }

  private void assertion() {
    if (networks.isEmpty()) {
      throw lexer.error("networks come before assertions, and none is declared");
    }
    assertions.add(assertionReader.read());
    lexer.expect(Token.CLOSE, "')'");
  }
}
