package dev.giveback.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.gateway.planted.KnowsActors;
import dev.giveback.gateway.planted.KnowsTheDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway depends on contracts, the front of the platform and gRPC, and on nothing that holds state. */
final class GatewayArchitectureTest {
    private static final ArchRule WHITELIST = classes()
            .that()
            .resideInAPackage("dev.giveback.gateway..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway..",
                    "dev.giveback.coupon.v1..",
                    "dev.giveback.recommendation.v1..",
                    "dev.giveback.loyalty.v1..",
                    "dev.giveback.platform.v1..",
                    "dev.giveback.platform.text..",
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.metrics..",
                    "dev.giveback.platform.lifecycle..",
                    "com.google.protobuf..",
                    "io.grpc..",
                    "io.micrometer..",
                    "com.typesafe.config..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.nio.charset..",
                    "java.security..",
                    "java.time..");

    @Test
    void theGatewayDependsOnWhatIsListedOnly() {
        JavaClasses shipped = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.giveback.gateway");

        assertThat(shipped.contain(Gateway.class)).isTrue();
        WHITELIST.check(shipped);
    }

    @ParameterizedTest
    @ValueSource(classes = {KnowsTheDatabase.class, KnowsActors.class})
    void aPlantedViolationIsCaught(Class<?> planted) {
        assertThat(WHITELIST
                        .evaluate(new ClassFileImporter().importClasses(planted))
                        .hasViolation())
                .isTrue();
    }
}
