package org.plumbline.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.plumbline.api.Answer;
import org.plumbline.api.Holds;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Property;
import org.plumbline.api.Verification;

/**
 * Answers the question of a {@link VerifiesNetwork} before its method runs, and gives parameters.
 */
final class PlumblineExtension implements BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(PlumblineExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    boolean isAnswer = type == Holds.class || type == Answer.class;
    return type == Questions.class || isAnswer && question(context).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Questions.class
        ? questions(context)
        : answer(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (question(context).isPresent()) {
      answer(context);
    }
  }

  /** Found once for each method. */
  private static Holds answer(ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(
            context.getUniqueId(),
            id ->
                questions(context)
                    .assertHolds(
                        context.getRequiredTestMethod().getName(),
                        verification(question(context).orElseThrow())),
            Holds.class);
  }

  private static Optional<VerifiesNetwork> question(ExtensionContext context) {
    Optional<Method> method = context.getTestMethod();
    return AnnotationSupport.findAnnotation(method, VerifiesNetwork.class);
  }

  private static Verification verification(VerifiesNetwork asked) {
    if (asked.property().isEmpty() == asked.input().isEmpty()) {
      throw new IllegalArgumentException(
          "@VerifiesNetwork wants a property or an input, and not both");
    }
    Property property =
        asked.property().isEmpty() ? near(asked) : Property.read(Path.of(asked.property()));
    return Verification.of(Model.read(Path.of(asked.network())), property);
  }

  private static LocalRobustness near(VerifiesNetwork asked) {
    LocalRobustness near = LocalRobustness.around(Path.of(asked.input())).epsilon(asked.epsilon());
    near = asked.label() < 0 ? near : near.label(asked.label());
    if (asked.range().length == 0) {
      return near;
    } else if (asked.range().length != 2) {
      throw new IllegalArgumentException("@VerifiesNetwork: a range has two ends");
    }
    return near.range(asked.range()[0], asked.range()[1]);
  }

  /** The same for all methods of a class, so that they share its budget. */
  private static Questions questions(ExtensionContext context) {
    Class<?> tests = context.getRequiredTestClass();
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(tests.getName(), name -> questions(tests), Questions.class);
  }

  private static Questions questions(Class<?> tests) {
    PlumblineTest said =
        AnnotationSupport.findAnnotation(tests, PlumblineTest.class)
            .orElseGet(() -> Usual.class.getAnnotation(PlumblineTest.class));
    Budget budget =
        new Budget(
            Duration.ofSeconds(said.questionSeconds()),
            Duration.ofSeconds(said.totalSeconds()),
            System::nanoTime);
    Path folder = Path.of(said.folder()).resolve(tests.getName());
    return new Questions(budget, said.undecided(), new CounterexampleFiles(folder));
  }

  /** Carries what stands for an annotation that a class does not have. */
  @PlumblineTest
  private static final class Usual {}
}
