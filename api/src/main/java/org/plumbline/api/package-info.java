/**
 * The front door for Java: questions about neural networks, answered with evidence. {@link
 * org.plumbline.api.Verification} asks, {@link org.plumbline.api.Answer} is what comes back, {@link
 * org.plumbline.api.CertificateCheck} checks a proof without a search. Everything here is immutable
 * and may be used by several threads; nothing is shared between questions.
 */
package org.plumbline.api;
