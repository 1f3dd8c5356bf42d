package org.plumbline.question;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.VersionLine;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;
import org.plumbline.verifier.certified.ReferenceReading;

/** A VNN-LIB file, read once. */
public record PropertyFile(FileContent content) {
  private static final long MOST_BYTES = 1L << 30;
  private static final String WANTED =
      "a property (VNN-LIB, plain or gzipped), which comes behind the network";

  /**
   * @throws ParseException when the file is missing or unreadable
   */
  public static PropertyFile of(Path file) {
    return new PropertyFile(FileContent.read(file, MOST_BYTES));
  }

  /**
   * A property that is in no file.
   *
   * @param name for messages
   */
  public static PropertyFile ofText(String name, String text) {
    return new PropertyFile(new FileContent(Path.of(name), text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether it is in VNN-LIB 2.0, which {@link #document} reads, else {@link #property} does. */
  public boolean isSecond() {
    return VersionLine.of(content.bytes(), content.name()) == VersionLine.PRESENT;
  }

  /**
   * @throws ParseException when it is malformed
   */
  public Document document() {
    return Vnnlib2Parser.parse(new ByteArrayInputStream(content.bytes()), content.name());
  }

  /**
   * @throws ParseException when it is malformed
   */
  public Property property() {
    try {
      return VnnLibParser.parseWithChoices(
          new ByteArrayInputStream(content.bytes()), content.name());
    } catch (ParseException e) {
      throw content.misplaced(e, FileKind.PROPERTY, WANTED);
    }
  }

  /** Another reading of the file together with one of a network, which goes on beside. */
  public ReferenceReading secondReading(ReferenceReading network) {
    return network.with(content.name(), content.bytes());
  }

  /** SHA-256 of the file, unpacked. */
  public byte[] digest() {
    return content.digest();
  }
}
