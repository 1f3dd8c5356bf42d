package org.plumbline.question;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.FileKind;

/** Reads certificates, and makes them. */
public final class CertificateFile {
  private static final String WANTED = "a certificate, which verify --certificate writes";

  private CertificateFile() {}

  /**
   * @throws ParseException when the file is missing, unreadable, or no certificate
   */
  public static Certificate read(Path file) {
    FileContent content = FileContent.read(file, Runtime.getRuntime().maxMemory() / 4);
    try {
      return CertificateReader.read(content.bytes());
    } catch (MalformedCertificateException e) {
      ParseException refusal =
          new ParseException(content.name(), "no certificate: " + e.getMessage());
      throw content.misplaced(refusal, FileKind.CERTIFICATE, WANTED);
    } catch (IOException e) {
      throw new ParseException(content.name(), "cannot be read: " + e.getMessage());
    }
  }

  /** A certificate of what was accepted. */
  public static Certificate of(
      ReadQuestion asked, Certificate.Semantics semantics, List<Certificate.CaseProof> proof) {
    ReadQuestion.Subject subject = asked.subject();
    return new Certificate(
        subject.network(), subject.property(), Digest.of(asked.premise()), semantics, proof);
  }

  /** As it is written. */
  public static byte[] bytes(Certificate certificate) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CertificateWriter.write(certificate, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
