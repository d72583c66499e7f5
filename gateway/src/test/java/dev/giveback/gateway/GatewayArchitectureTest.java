package dev.giveback.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.gateway.planted.KnowsActors;
import dev.giveback.gateway.planted.KnowsTheDatabase;
import dev.giveback.gateway.web.planted.KnowsTheForwarding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway depends on contracts, the front of the platform and gRPC, and on nothing that holds state. */
final class GatewayArchitectureTest {
    private static final ArchRule WHITELIST = classes()
            .that()
            .resideInAPackage("dev.giveback.gateway..")
            .and()
            .resideOutsideOfPackage("dev.giveback.gateway.web..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway..",
                    "dev.giveback.coupon.v1..",
                    "dev.giveback.recommendation.v1..",
                    "dev.giveback.feedback.v1..",
                    "dev.giveback.loyalty.v1..",
                    "dev.giveback.platform.v1..",
                    "dev.giveback.platform.text..",
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.metrics..",
                    "dev.giveback.platform.lifecycle..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
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

    /** The pages have what renders and serves them, and know nothing of the forwarding. */
    private static final ArchRule PAGES = classes()
            .that()
            .resideInAPackage("dev.giveback.gateway.web..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway.web..",
                    "dev.giveback.feedback.v1..",
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.lifecycle..",
                    "com.linecorp.armeria..",
                    "j2html..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
                    "io.grpc..",
                    "io.micrometer..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..",
                    "java.text..",
                    "java.io..",
                    "java.net..",
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
        PAGES.check(shipped);
    }

    @Test
    void aPageThatForwardsIsCaught() {
        assertThat(PAGES.evaluate(new ClassFileImporter().importClasses(KnowsTheForwarding.class))
                        .hasViolation())
                .isTrue();
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
