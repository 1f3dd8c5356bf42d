package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.robustness.FileKind;

/** Reads and writes certificates. */
final class CertificateFile {
  private static final String WANTED = "a certificate, which verify --certificate writes";

  private CertificateFile() {}

  /**
   * @throws ParseException when the file is missing, unreadable, or no certificate
   */
  static Certificate read(Path file) {
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

  /** Writes what was accepted. */
  static void write(
      OutputFile to,
      QuestionSource.Subject subject,
      Premise premise,
      Certificate.Semantics semantics,
      List<Certificate.CaseProof> proof) {
    Certificate certificate =
        new Certificate(
            subject.network(), subject.property(), Digest.of(premise), semantics, proof);
    to.write(out -> CertificateWriter.write(certificate, out));
  }
}
