package org.plumbline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
        .whereLayer("soundness")
        .mayOnlyAccessLayers(
            "reference", "network", "specs", "certificates", "falsifier", "verifier")
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

  @Test
  void nativeLibrariesAreKnownToFewPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.plumbline.verifier..", "org.plumbline.falsifier.feature..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..")
        .check(plumbline);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.plumbline.falsifier.blackbox..",
            "org.plumbline.soundness.deployment",
            "org.plumbline.benchmarks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..")
        .check(plumbline);
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
