package org.plumbline.soundness.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Plumbline once more, with some classes replaced: every class of it is loaded here, and nothing
 * else is. What is loaded shares only Java and libraries with what loads it.
 */
final class MutantLoader extends ClassLoader {
  private static final String PLUMBLINE = "org.plumbline.";

  private final Map<String, byte[]> replaced;

  MutantLoader(Map<String, byte[]> replaced) {
    super(MutantLoader.class.getClassLoader());
    this.replaced = Map.copyOf(replaced);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PLUMBLINE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defined(name);
    }
  }

  private Class<?> defined(String name) throws ClassNotFoundException {
    byte[] bytes = replaced.containsKey(name) ? replaced.get(name) : original(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] original(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
