package org.plumbline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shape that {@code docs/architecture.md} promises, over the main classes of all modules. */
class ArchitectureTest {
  private static JavaClasses plumbline;

  @BeforeAll
  static void read() {
    plumbline =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.plumbline");
  }

  @Test
  void everyModuleIsSeen() {
    assertThat(plumbline)
        .extracting(type -> type.getPackageName().split("\\.")[2])
        .contains("network", "cli");
  }

  @Test
  void modulesDependDownwardOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("reference")
        .definedBy("org.plumbline.reference..")
        .layer("network")
        .definedBy("org.plumbline.network..")
        .layer("specs")
        .definedBy("org.plumbline.specs..")
        .layer("certificates")
        .definedBy("org.plumbline.certificates..")
        .layer("encodings")
        .definedBy("org.plumbline.encodings..")
        .layer("falsifier")
        .definedBy("org.plumbline.falsifier..")
        .layer("verifier")
        .definedBy("org.plumbline.verifier..")
        .layer("openblas")
        .definedBy("org.plumbline.openblas..")
        .layer("onnxruntime")
        .definedBy("org.plumbline.onnxruntime..")
        .layer("opencv")
        .definedBy("org.plumbline.opencv..")
        .layer("solvers")
        .definedBy("org.plumbline.solvers..")
        .layer("api")
        .definedBy("org.plumbline.api..", "org.plumbline.question..")
        .layer("suite")
        .definedBy("org.plumbline.suite..")
        .layer("soundness")
        .definedBy("org.plumbline.soundness..")
        .layer("cli")
        .definedBy("org.plumbline.cli..")
        .whereLayer("reference")
        .mayNotAccessAnyLayer()
        .whereLayer("network")
        .mayNotAccessAnyLayer()
        .whereLayer("specs")
        .mayOnlyAccessLayers("network")
        .whereLayer("certificates")
        .mayOnlyAccessLayers("network", "specs")
        .whereLayer("encodings")
        .mayOnlyAccessLayers("network", "specs")
        .whereLayer("falsifier")
        .mayOnlyAccessLayers("network", "specs")
        .whereLayer("verifier")
        .mayOnlyAccessLayers(
            "reference", "network", "specs", "certificates", "encodings", "falsifier")
        .whereLayer("openblas")
        .mayOnlyAccessLayers("network")
        .whereLayer("onnxruntime")
        .mayOnlyAccessLayers("network", "specs", "falsifier")
        .whereLayer("opencv")
        .mayOnlyAccessLayers("network", "falsifier")
        .whereLayer("solvers")
        .mayOnlyAccessLayers("network", "specs", "encodings")
        .whereLayer("api")
        .mayOnlyAccessLayers(
            "reference", "network", "specs", "certificates", "encodings", "falsifier", "verifier")
        .whereLayer("suite")
        .mayOnlyAccessLayers("network", "specs", "encodings", "falsifier", "verifier", "api")
        .whereLayer("soundness")
        .mayOnlyAccessLayers(
            "reference", "network", "specs", "certificates", "falsifier", "verifier", "openblas")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(plumbline);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.plumbline.(**)").should().beFreeOfCycles().check(plumbline);
  }

  @Test
  void valuesNeedNeitherTheCommandLineNorNativeCode() {
    noClasses()
        .that()
        .resideInAnyPackage("org.plumbline.network..", "org.plumbline.specs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.bytedeco..")
        .check(plumbline);
  }

  /** Each stands in an artifact of its own, which a plain verification does without. */
  @Test
  void nativeLibrariesHaveRoomsOfTheirOwn() {
    knownOnlyTo("org.bytedeco..", "org.plumbline.openblas..", "org.plumbline.opencv..");
    knownOnlyTo("com.google.ortools..", "org.plumbline.solvers..");
    knownOnlyTo("org.sosy_lab..", "org.plumbline.solvers..");
    knownOnlyTo("com.microsoft.z3..", "org.plumbline.solvers..");
    knownOnlyTo(
        "ai.onnxruntime..", "org.plumbline.onnxruntime..", "org.plumbline.soundness.deployment");
  }

  private static void knownOnlyTo(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(plumbline);
  }

  /** Whoever uses the front door sees nothing of what stands behind it. */
  @Test
  void theFrontDoorSpeaksOfItselfAlone() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.plumbline.api")
        .and()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should(haveSignaturesOf("org.plumbline.api", "java."))
        .check(plumbline);
  }

  private static ArchCondition<JavaMethod> haveSignaturesOf(String... packages) {
    return new ArchCondition<>("have signatures of " + String.join(", ", packages)) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive())
            .filter(type -> Stream.of(packages).noneMatch(type.getName()::startsWith))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " shows " + type.getName())));
      }
    };
  }

  @Test
  void classesAreNamedAfterWhatTheyDo() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)")
        .check(plumbline);
  }

  @Test
  void thereIsNoStaticMutableState() {
    fields().that().areStatic().should().beFinal().check(plumbline);
  }
}
