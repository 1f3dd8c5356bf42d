package org.plumbline.question;

/**
 * The file of a network that a property of VNN-LIB 2.0 declares.
 *
 * @param name as it is declared; empty for the only one
 */
public record NamedNetwork(String name, NetworkFile file) {}
