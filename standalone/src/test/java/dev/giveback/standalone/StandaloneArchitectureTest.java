package dev.giveback.standalone;

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

/** Who may depend on whom in the standalone. The services are started by the wiring alone; everything else meets them through the gateway. */
final class StandaloneArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.standalone");

    /** The packages, and what each may know. */
    enum Layer {
        CONSOLE(Whitelist.ofAdapter("dev.giveback.standalone.console")),
        CLIENT(Whitelist.ofAdapter(
                "dev.giveback.standalone.client",
                "dev.giveback.standalone.console",
                "dev.giveback.access.v1",
                "dev.giveback.client",
                "dev.giveback.coupon.v1",
                "dev.giveback.feedback.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.operations.v1",
                "dev.giveback.recommendation.v1",
                "dev.giveback.webhook.v1",
                "com.google.common.util.concurrent",
                "io.grpc..",
                "java.nio.file")),
        DOCTOR(Whitelist.ofAdapter(
                "dev.giveback.standalone.doctor", "java.net", "java.nio.channels", "java.nio.file..", "java.sql")),
        DATABASE(Whitelist.ofAdapter(
                "dev.giveback.standalone.database",
                "dev.giveback.standalone.console",
                "io.zonky.test.db.postgres.embedded",
                "java.net",
                "java.nio.channels",
                "java.nio.file..",
                "java.sql",
                "org.apache.commons.compress.archivers..",
                "org.tukaani.xz")),
        AUDIT(Whitelist.ofAdapter(
                "dev.giveback.standalone.audit",
                "dev.giveback.standalone.console",
                "java.nio.file",
                "java.security",
                "javax.crypto..")),
        CATALOGUE(Whitelist.ofAdapter(
                "dev.giveback.standalone.catalogue",
                "dev.giveback.standalone.client",
                "dev.giveback.standalone.console",
                "dev.giveback.client",
                "dev.giveback.recommendation.v1",
                "com.google.type",
                "de.siegmar.fastcsv.reader",
                "io.grpc..",
                "java.nio.file")),
        REPLAY(Whitelist.ofAdapter(
                "dev.giveback.standalone.replay",
                "dev.giveback.standalone.audit",
                "dev.giveback.standalone.catalogue",
                "dev.giveback.standalone.client",
                "dev.giveback.standalone.console",
                "dev.giveback.client",
                "dev.giveback.coupon.v1",
                "dev.giveback.feedback.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.recommendation.v1",
                "com.google.common.util.concurrent",
                "com.google.protobuf",
                "com.google.type",
                "de.siegmar.fastcsv.reader",
                "io.grpc",
                "java.nio.file",
                "org.HdrHistogram")),
        BACKTEST(Whitelist.ofAdapter(
                "dev.giveback.standalone.backtest",
                "dev.giveback.standalone.console",
                "dev.giveback.loyalty.v1",
                "com.google.protobuf..",
                "java.nio.file",
                "org.yaml.snakeyaml..")),
        ARCHIVE(Whitelist.ofAdapter(
                "dev.giveback.standalone.archive",
                "dev.giveback.standalone.client",
                "dev.giveback.standalone.console",
                "dev.giveback.admin.v1",
                "dev.giveback.coupon.archive",
                "dev.giveback.coupon.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.archive",
                "dev.giveback.platform.archive",
                "dev.giveback.loyalty.v1",
                "com.google.protobuf..",
                "io.grpc..",
                "java.nio.channels",
                "java.nio.file..")),
        WIRING(Whitelist.ofAdapter(
                "dev.giveback.standalone",
                "dev.giveback.standalone..",
                "dev.giveback.access.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.client",
                "dev.giveback.coupon",
                "dev.giveback.coupon.v1",
                "dev.giveback.access",
                "dev.giveback.feedback",
                "dev.giveback.feedback.v1",
                "dev.giveback.gateway",
                "dev.giveback.gateway.http",
                "dev.giveback.gateway.web",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty",
                "dev.giveback.loyalty.v1",
                "dev.giveback.operations.v1",
                "dev.giveback.platform.archive",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.platform.logging",
                "dev.giveback.platform.metrics",
                "dev.giveback.recommendation",
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.evaluation",
                "dev.giveback.recommendation.trees",
                "dev.giveback.recommendation.v1",
                "dev.giveback.webhook.v1",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "com.google.type",
                "com.sun.management",
                "de.siegmar.fastcsv..",
                "io.grpc",
                "io.micrometer.core.instrument",
                "java.lang.management",
                "java.net",
                "java.nio.channels",
                "java.nio.file..",
                "picocli"));

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
