package org.plumbline.api;

import java.io.IOException;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.MalformedCertificateException;

/** Reads what a {@link Certificate} says. */
final class Certificates {
  private Certificates() {}

  /**
   * What stands in it.
   *
   * @throws UnreadableInputException if it is none
   */
  static org.plumbline.certificates.proof.Certificate read(Certificate certificate) {
    try {
      return CertificateReader.read(certificate.bytes());
    } catch (MalformedCertificateException e) {
      throw new UnreadableInputException("no certificate: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnreadableInputException("the certificate cannot be read: " + e.getMessage(), e);
    }
  }
}
