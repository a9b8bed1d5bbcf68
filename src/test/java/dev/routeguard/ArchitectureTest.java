package dev.routeguard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The rooms of docs/architecture.md, held by the build. */
@AnalyzeClasses(packages = "dev.routeguard", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] PURE = {
    "dev.routeguard.estate..",
    "dev.routeguard.routing..",
    "dev.routeguard.attestation..",
    "dev.routeguard.check..",
    "dev.routeguard.policy..",
    "dev.routeguard.review.."
  };

  // An import that silently finds nothing would let every rule below pass.
  private static final int FEWEST_CLASSES = 120;

  @ArchTest
  static void the_import_is_not_empty(JavaClasses classes) {
    assertThat(classes.size()).isGreaterThan(FEWEST_CLASSES);
  }

  @ArchTest
  static final ArchRule the_core_never_talks_to_a_cluster =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.javaoperatorsdk..",
              "io.quarkus..",
              "io.vertx..",
              "jakarta..",
              "org.slf4j..",
              "org.jboss.logging..",
              "java.net.http..")
          .because("the webhook, the watch and the command line must get the same verdict");

  @ArchTest
  static final ArchRule the_core_has_no_clock_of_its_own =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a change carries its time, so a verdict can be repeated");

  @ArchTest
  static final ArchRule rooms_have_no_cycles =
      slices().matching("dev.routeguard.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule api_classes_stand_alone =
      noClasses()
          .that()
          .resideInAPackage("dev.routeguard.api..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.routeguard..")
                  .and(not(resideInAPackage("dev.routeguard.api.."))));

  @ArchTest
  static final ArchRule only_the_restorer_writes_routes =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.routeguard.restore..", "dev.routeguard.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.routeguard.restore..")
          .because("the restorer can be switched off alone");

  @ArchTest
  static final ArchRule only_config_knows_everybody =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.routeguard.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.routeguard.config..");

  @ArchTest
  static final ArchRule names_say_something =
      classes()
          .should()
          .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Data|Info)$")
          .because("a name says what the thing is");
}
