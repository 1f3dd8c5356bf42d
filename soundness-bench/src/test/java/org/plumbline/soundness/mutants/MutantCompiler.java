package org.plumbline.soundness.mutants;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the types that a mutant changes, in memory, against the classes as they are. One
 * compiler for all mutants opens the libraries once.
 */
final class MutantCompiler {
  private static final List<String> OPTIONS = List.of("-proc:none", "-nowarn", "-g:none");

  private final JavaCompiler compiler;
  private final JavaFileManager classes;

  MutantCompiler() {
    compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("mutants need a JDK: this Java has no compiler");
    }
    classes = compiler.getStandardFileManager(null, null, null);
  }

  /** Class files by the names of their classes. */
  Map<String, byte[]> compile(Mutant mutant) {
    if (mutant.edits().isEmpty()) {
      return Map.of();
    }
    Map<String, String> sources = new LinkedHashMap<>();
    for (Mutant.Edit edit : mutant.edits()) {
      String before = sources.computeIfAbsent(edit.type(), Sources::of);
      sources.put(edit.type(), Sources.changed(before, mutant, edit));
    }
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((type, text) -> units.add(new Text(type, text)));
    StringWriter messages = new StringWriter();
    Memory memory = new Memory(classes);
    if (!compiler.getTask(messages, memory, null, OPTIONS, null, units).call()) {
      throw new IllegalStateException("mutant " + mutant.name() + ":\n" + messages);
    }
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    memory.files.forEach((name, file) -> compiled.put(name, file.bytes.toByteArray()));
    return compiled;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String type, String text) {
      super(URI.create("memory:///org/plumbline/" + type + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String name) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassFile> files = new LinkedHashMap<>();

    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return files.computeIfAbsent(name, ClassFile::new);
    }
  }
}
