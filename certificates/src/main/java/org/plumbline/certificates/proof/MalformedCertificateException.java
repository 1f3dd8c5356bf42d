package org.plumbline.certificates.proof;

/** A file that is no certificate, as opposed to one that is no proof. */
public final class MalformedCertificateException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedCertificateException(String what) {
    super(what);
  }
}
