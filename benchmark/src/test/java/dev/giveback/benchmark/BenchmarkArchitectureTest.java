package dev.giveback.benchmark;

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

/** Who may depend on whom in the benchmark. It knows the contract of what it measures, and no class of ours that runs there. */
final class BenchmarkArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.benchmark");

    /** The packages, and what each may know. */
    enum Layer {
        MACHINE(Whitelist.ofAdapter("dev.giveback.benchmark.machine", "java.lang.management", "java.nio.file")),
        SQL(Whitelist.ofAdapter(
                "dev.giveback.benchmark.sql",
                "dev.giveback.benchmark.machine",
                "java.nio.file",
                "java.sql",
                "org.HdrHistogram")),
        LOAD(Whitelist.ofAdapter(
                "dev.giveback.benchmark.load",
                "dev.giveback.benchmark.machine",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.v1",
                "dev.giveback.recommendation.v1",
                "com.google.common.util.concurrent",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "io.netty.channel..",
                "io.netty.util.concurrent",
                "org.HdrHistogram")),
        REPORT(Whitelist.ofAdapter(
                "dev.giveback.benchmark.report",
                "dev.giveback.benchmark.machine",
                "com.fasterxml.jackson..",
                "java.nio.file",
                "org.HdrHistogram")),
        WIRING(Whitelist.ofAdapter(
                "dev.giveback.benchmark",
                "dev.giveback.benchmark..",
                "dev.giveback.coupon.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.v1",
                "dev.giveback.recommendation.v1",
                "com.fasterxml.jackson..",
                "com.google.protobuf",
                "com.google.type",
                "io.grpc..",
                "java.net",
                "java.nio.file",
                "java.sql",
                "org.HdrHistogram",
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
