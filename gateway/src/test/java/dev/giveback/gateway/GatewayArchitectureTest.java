package dev.giveback.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.gateway.guard.planted.KnowsTheGateway;
import dev.giveback.gateway.http.planted.KnowsTheGuard;
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
            .resideOutsideOfPackages(
                    "dev.giveback.gateway.web..", "dev.giveback.gateway.guard..", "dev.giveback.gateway.http..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway..",
                    "dev.giveback.access.v1..",
                    "dev.giveback.webhook.v1..",
                    "dev.giveback.coupon.v1..",
                    "dev.giveback.recommendation.v1..",
                    "dev.giveback.feedback.v1..",
                    "dev.giveback.loyalty.v1..",
                    "dev.giveback.insight.v1..",
                    "dev.giveback.operations.v1..",
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
                    "org.HdrHistogram..",
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

    /** The guard knows who may call, and neither where calls go nor what comes of them. */
    private static final ArchRule GUARD = classes()
            .that()
            .resideInAPackage("dev.giveback.gateway.guard..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway.guard..",
                    "dev.giveback.access.v1..",
                    "dev.giveback.options.v1..",
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.lifecycle..",
                    "com.github.benmanes.caffeine.cache..",
                    "com.google.common.util.concurrent..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
                    "com.nimbusds..",
                    "io.github.bucket4j..",
                    "io.grpc..",
                    "io.micrometer..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.net..",
                    "java.nio.charset..",
                    "java.nio.file..",
                    "java.security..",
                    "java.text..",
                    "java.time..");

    /** The web port turns HTTP into messages and back; who may do what is decided behind the channel that it calls. */
    private static final ArchRule HTTP = classes()
            .that()
            .resideInAPackage("dev.giveback.gateway.http..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.giveback.gateway.http..",
                    "dev.giveback.gateway.web..",
                    "dev.giveback.access.v1..",
                    "dev.giveback.options.v1..",
                    "dev.giveback.coupon.v1..",
                    "dev.giveback.loyalty.v1..",
                    "dev.giveback.recommendation.v1..",
                    "dev.giveback.platform.grpc..",
                    "dev.giveback.platform.config..",
                    "dev.giveback.platform.lifecycle..",
                    "build.buf.validate..",
                    "com.fasterxml.jackson..",
                    "com.linecorp.armeria..",
                    "com.google.api..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
                    "io.grpc..",
                    "io.micrometer..",
                    "io.netty.util..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.time..");

    @Test
    void theGatewayDependsOnWhatIsListedOnly() {
        JavaClasses shipped = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.giveback.gateway");

        assertThat(shipped.contain(Gateway.class)).isTrue();
        WHITELIST.check(shipped);
        PAGES.check(shipped);
        GUARD.check(shipped);
        HTTP.check(shipped);
    }

    @Test
    void aGuardThatKnowsTheForwardingIsCaught() {
        assertThat(GUARD.evaluate(new ClassFileImporter().importClasses(KnowsTheGateway.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void aWebPortThatKnowsTheGuardIsCaught() {
        assertThat(HTTP.evaluate(new ClassFileImporter().importClasses(KnowsTheGuard.class))
                        .hasViolation())
                .isTrue();
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
