package dev.giveback.platform;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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

/** Who may depend on whom inside the platform, and which library stays in which package. No business word, and Akka and the database in two packages only. */
final class PlatformArchitectureTest {
    /** What is written by hand; the stubs of the contract are not. */
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.platform")
            .that(not(resideInAPackage("dev.giveback.platform.v1")));

    /** The packages, and what each may know. */
    enum Layer {
        CONFIG(Whitelist.ofAdapter(
                "dev.giveback.platform.config", "dev.giveback.platform.lifecycle", "com.typesafe.config")),
        LIFECYCLE(Whitelist.ofAdapter("dev.giveback.platform.lifecycle", "dev.giveback.platform.logging")),
        LOGGING(Whitelist.ofAdapter(
                "dev.giveback.platform.logging", "dev.giveback.platform.lifecycle", "org.slf4j.bridge")),
        METRICS(Whitelist.ofAdapter(
                "dev.giveback.platform.metrics",
                "dev.giveback.platform.lifecycle",
                "io.micrometer..",
                "com.sun.net.httpserver",
                "java.net")),
        GRPC(Whitelist.ofAdapter(
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.config",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.platform.v1",
                "build.buf..",
                "com.google.protobuf..",
                "com.google.rpc",
                "io.grpc..",
                "io.micrometer.core.instrument..",
                "java.net",
                "java.nio.file",
                "javax.net.ssl")),
        TEXT(Whitelist.ofCore("dev.giveback.platform.text")),
        CONTRACT(Whitelist.ofAdapter(
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.protobuf",
                "javax.crypto..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc")),
        RULES(Whitelist.ofCore("dev.giveback.platform.rules", "dev.cel..", "com.google.errorprone.annotations..")),
        JOURNAL(Whitelist.ofAdapter(
                "dev.giveback.platform.journal",
                "dev.giveback.journal.v1",
                "akka..",
                "com.google.protobuf",
                "com.google.errorprone.annotations..",
                "com.typesafe.config",
                "com.zaxxer.hikari",
                "java.sql",
                "javax.sql",
                "org.flywaydb.core..",
                "scala..",
                "slick.jdbc..")),
        ACTS(Whitelist.ofAdapter(
                "dev.giveback.platform.acts",
                "dev.giveback.admin.v1",
                "dev.giveback.operations.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.journal",
                "akka.actor.typed..",
                "akka.cluster.typed",
                "akka.japi..",
                "akka.persistence.typed..",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql")),
        ARCHIVE(Whitelist.ofAdapter(
                "dev.giveback.platform.archive",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.journal",
                "com.google.protobuf",
                "com.google.rpc",
                "io.grpc..",
                "java.nio",
                "java.nio.charset",
                "java.sql",
                "javax.sql")),
        FEED(Whitelist.ofAdapter(
                "dev.giveback.platform.feed",
                "akka",
                "akka.actor.typed..",
                "akka.cluster.typed",
                "akka.japi..",
                "akka.projection..",
                "akka.stream.javadsl",
                "com.google.protobuf",
                "com.typesafe.config",
                "java.sql",
                "javax.sql")),
        CLUSTER(Whitelist.ofAdapter(
                "dev.giveback.platform.cluster",
                "dev.giveback.platform.config",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.lifecycle",
                "akka.actor..",
                "akka.cluster..",
                "akka.management..",
                "akka.remote.artery.tcp",
                "akka.serialization",
                "com.google.protobuf",
                "com.google.rpc",
                "com.typesafe.config",
                "io.grpc..",
                "java.lang.reflect",
                "java.math",
                "java.net",
                "javax.net.ssl",
                "org.pcollections",
                "scala",
                "scala.concurrent")),
        NODE(Whitelist.ofAdapter(
                "dev.giveback.platform.node",
                "dev.giveback.operations.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.tail",
                "dev.giveback.platform.v1",
                "akka.actor..",
                "akka.cluster..",
                "akka.pattern",
                "com.google.protobuf..",
                "com.google.rpc",
                "io.grpc..",
                "java.lang.management",
                "java.sql",
                "javax.sql",
                "scala.collection.immutable")),
        TAIL(Whitelist.ofAdapter("dev.giveback.platform.tail", "io.grpc", "java.sql", "javax.sql"));

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
