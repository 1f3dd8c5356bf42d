package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;

/** The interval as it shrinks; every narrower one is told. */
final class Progress {
  private final RadiusQuestion question;
  private final Distance norm;
  private final Consumer<RadiusInterval> listener;
  private RadiusInterval now = RadiusInterval.UNKNOWN;

  Progress(RadiusQuestion question, Distance norm, Consumer<RadiusInterval> listener) {
    this.question = question;
    this.norm = norm;
    this.listener = listener;
  }

  RadiusInterval now() {
    return now;
  }

  void found(Counterexample counterexample) {
    BigDecimal distance = question.distance(norm, counterexample);
    if (now.upper().isEmpty() || distance.compareTo(now.upper().get()) < 0) {
      now = now.found(distance, counterexample);
      listener.accept(now);
    }
  }

  void proved(BigDecimal distance, Assurance assurance) {
    if (distance.compareTo(now.lower()) > 0) {
      now = now.proved(distance, assurance);
      listener.accept(now);
    }
  }
}
