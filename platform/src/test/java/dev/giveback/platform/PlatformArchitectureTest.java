package dev.giveback.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.platform.config.planted.KnowsCustomers;
import org.junit.jupiter.api.Test;

/** The front of the platform (all but what Akka and the database need) knows no business and no Akka. */
final class PlatformArchitectureTest {
    private static final ArchRule FRONT = classes()
            .that()
            .resideInAnyPackage(
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.metrics..",
                    "dev.giveback.platform.lifecycle..",
                    "dev.giveback.platform.logging..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.metrics..",
                    "dev.giveback.platform.lifecycle..",
                    "dev.giveback.platform.logging..",
                    "dev.giveback.platform.v1..",
                    "io.grpc..",
                    "io.micrometer..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
                    "build.buf..",
                    "com.typesafe.config..",
                    "com.sun.net.httpserver..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.time..");

    @Test
    void theFrontDependsOnWhatIsListedOnly() {
        JavaClasses shipped = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.giveback.platform");

        FRONT.check(shipped);
    }

    @Test
    void aBusinessWordInItWouldBeCaught() {
        JavaClasses planted = new ClassFileImporter().importClasses(KnowsCustomers.class, Customer.class);

        assertThat(FRONT.evaluate(planted).hasViolation()).isTrue();
    }
}
