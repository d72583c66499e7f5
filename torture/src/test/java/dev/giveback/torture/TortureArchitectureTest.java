package dev.giveback.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.giveback.testkit.Whitelist;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may depend on whom here: the frame knows no suite, and no suite another one. */
final class TortureArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.torture");

    /** The packages, and what each may know. */
    enum Layer {
        SUITE(Whitelist.ofCore("dev.giveback.torture.suite", "java.nio.file")),
        REPORT(Whitelist.ofAdapter(
                "dev.giveback.torture.report",
                "dev.giveback.torture.suite",
                "com.fasterxml.jackson..",
                "j2html..",
                "java.nio.file")),
        SIMULATION(Whitelist.ofCore(
                "dev.giveback.torture.simulation",
                "dev.giveback.torture.suite",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.actor",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.platform.journal",
                "com.google.protobuf",
                "org.pcollections")),
        STACK(Whitelist.ofAdapter(
                "dev.giveback.torture.stack",
                "dev.giveback.access.v1",
                "dev.giveback.coupon",
                "dev.giveback.gateway",
                "dev.giveback.loyalty",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.testkit",
                "com.google.common.collect",
                "com.google.protobuf",
                "io.grpc..",
                "io.micrometer.core.instrument..")),
        GUESSING(Whitelist.ofCore(
                "dev.giveback.torture.guessing",
                "dev.giveback.torture.stack",
                "dev.giveback.torture.suite",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "com.google.common.util.concurrent",
                "com.google.protobuf",
                "com.google.type",
                "io.grpc..")),
        CONCURRENCY(Whitelist.ofAdapter(
                "dev.giveback.torture.concurrency",
                "dev.giveback.torture.suite",
                "dev.giveback.gateway",
                "dev.giveback.options.v1",
                "dev.giveback.platform.config",
                "akka.persistence.jdbc.journal.dao",
                "io.grpc",
                // Its connections store nothing.
                "java.sql",
                "scala..")),
        FUZZ(Whitelist.ofAdapter(
                "dev.giveback.torture.fuzz",
                "dev.giveback.torture.suite",
                "dev.giveback.testkit",
                "dev.giveback.access",
                "dev.giveback.access.journal",
                "dev.giveback.access.v1",
                "dev.giveback.coupon",
                "dev.giveback.coupon.code",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.rules",
                "dev.giveback.feedback",
                "dev.giveback.feedback.journal",
                "dev.giveback.gateway",
                "dev.giveback.gateway.http",
                "dev.giveback.gateway.web",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.rules",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.archive",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.platform.rules",
                "dev.giveback.recommendation",
                "dev.giveback.standalone.archive",
                "dev.giveback.standalone.catalogue",
                "dev.giveback.standalone.console",
                "akka.serialization",
                "com.google.api",
                "com.google.common.base",
                "com.google.protobuf",
                "com.google.protobuf.util",
                "com.google.type",
                "com.nimbusds.jose..",
                "com.sun.management",
                "io.grpc..",
                "io.micrometer.core.instrument..",
                "java.net",
                "java.nio.file..")),
        PROCESS(Whitelist.ofAdapter(
                "dev.giveback.torture.process",
                "dev.giveback.torture.suite",
                "dev.giveback.testkit",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.gateway",
                "dev.giveback.loyalty",
                "dev.giveback.loyalty.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.feedback.v1",
                "com.fasterxml.jackson.databind",
                "com.google.protobuf",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "io.micrometer..",
                "java.net",
                "java.nio.file..",
                "java.sql",
                // The planted journal that lies extends the plugin's.
                "akka..",
                "scala..",
                "slick..")),
        FLOOD(Whitelist.ofAdapter(
                "dev.giveback.torture.flood",
                "dev.giveback.torture.suite",
                // The Giveback that runs in a process of its own; none of its suites.
                "dev.giveback.torture.process",
                "dev.giveback.testkit",
                "dev.giveback.access.v1",
                "dev.giveback.loyalty.v1",
                "com.google.protobuf",
                "com.google.rpc",
                "com.google.type",
                "com.sun.management",
                "com.sun.tools.attach",
                "io.grpc..",
                "java.net",
                "java.nio.file..",
                "java.sql",
                "java.security.cert",
                "javax.management..",
                "javax.net.ssl")),
        WIRING(Whitelist.ofAdapter("dev.giveback.torture", "dev.giveback.torture..", "java.nio.file", "picocli"));

        private final Whitelist whitelist;

        Layer(Whitelist whitelist) {
            this.whitelist = whitelist;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPackageDependsOnWhatIsListedOnly(Layer layer) {
        assertThat(layer.whitelist.isIn(SHIPPED)).isTrue();
        layer.whitelist.rule().check(SHIPPED);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedDependencyIsCaught(Layer layer) {
        assertThat(layer.whitelist.catchesWhatIsPlanted()).isTrue();
    }

    @Test
    void everyPackageHasItsList() {
        assertThat(SHIPPED.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Layer.values())
                        .map(layer -> layer.whitelist.base())
                        .toList());
    }
}
