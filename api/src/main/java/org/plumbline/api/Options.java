package org.plumbline.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How to answer. Never changed once it was handed out: {@link #changed} makes another. */
final class Options {
  Duration timeout = Duration.ofSeconds(60);
  Optional<Semantics> semantics = Optional.empty();
  int threads = Runtime.getRuntime().availableProcessors();
  Engine engine = Engine.AUTO;
  long seed = 1;
  ProgressListener listener = new ProgressListener() {};

  Options changed(Consumer<Options> change) {
    Options other = new Options();
    other.timeout = timeout;
    other.semantics = semantics;
    other.threads = threads;
    other.engine = engine;
    other.seed = seed;
    other.listener = listener;
    change.accept(other);
    return other;
  }
}
