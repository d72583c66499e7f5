package dev.giveback.loyalty;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.loyalty.domain.planted.ReadsTheClock;
import dev.giveback.testkit.Whitelist;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may depend on whom inside the service. A whitelist a package, each with a planted violation that it catches. */
final class LoyaltyArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.loyalty");

    private static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.giveback.loyalty.*..")
            .and()
            .resideOutsideOfPackage("dev.giveback.loyalty.v1..")
            .should()
            .accessTargetWhere(describe("the system's clock is read", LoyaltyArchitectureTest::readsTheClock));

    private static final ArchRule CYCLES =
            slices().matching("dev.giveback.loyalty.(*)..").should().beFreeOfCycles();

    /** The packages below {@code dev.giveback.loyalty}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        DOMAIN("dev.giveback.loyalty.domain.pricing", "org.pcollections"),
        DOMAIN_PRICING,
        RULES("dev.giveback.loyalty.domain..", "dev.giveback.platform.rules"),
        SHADOW("dev.giveback.loyalty.domain..", "org.pcollections"),
        CONTRACT(
                "dev.giveback.loyalty.domain..",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.protobuf..",
                "com.google.rpc",
                "io.grpc",
                "io.grpc.stub"),
        JOURNAL(
                "dev.giveback.platform.cluster",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "akka.serialization",
                "org.pcollections",
                "java.sql",
                "javax.sql"),
        DIRECTORY(
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "akka.actor.typed..",
                "akka.projection..",
                "java.sql",
                "javax.sql"),
        ACTOR(
                "dev.giveback.platform.cluster",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.journal.v1",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed..",
                "akka.util",
                "scala",
                "scala.concurrent",
                "scala.util"),
        PROGRAM(
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.rules",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.rules",
                "com.google.protobuf..",
                "com.google.rpc",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed..",
                "io.grpc.."),
        FEED(
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.grpc",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "org.slf4j"),
        INSIGHT(
                "dev.giveback.admin.v1",
                "dev.giveback.insight.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.directory",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "com.google.type",
                "akka.actor.typed..",
                "akka.projection..",
                "io.grpc..",
                "java.nio",
                "java.sql",
                "javax.sql"),
        LIABILITY(
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "com.google.type",
                "io.grpc..",
                "java.sql",
                "javax.sql"),
        BACKTEST(
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.rules",
                "dev.giveback.loyalty.shadow",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql"),
        HISTORY(
                "dev.giveback.admin.v1",
                "dev.giveback.loyalty.privacy",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.grpc",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc..",
                "org.pcollections",
                "java.sql",
                "javax.sql"),
        ARCHIVE(
                "dev.giveback.admin.v1",
                "dev.giveback.platform.archive",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql"),
        SEAL(
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc..",
                "java.nio.channels",
                "java.nio.file..",
                "java.security.spec",
                "java.sql",
                "javax.sql"),
        REBUILD(
                "dev.giveback.platform.grpc",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.directory",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.feed",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql"),
        VERIFICATION(
                "dev.giveback.platform.grpc",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.directory",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "org.pcollections",
                "java.sql",
                "javax.sql"),
        PRIVACY(
                "dev.giveback.admin.v1",
                "org.pcollections",
                "dev.giveback.loyalty.actor",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.lifecycle",
                "com.github.benmanes.caffeine.cache",
                "com.google.crypto.tink..",
                "com.google.protobuf..",
                "io.grpc..",
                "java.nio.channels",
                "java.nio.file..",
                "java.sql",
                "javax.sql"),
        LATE(
                "dev.giveback.admin.v1",
                "dev.giveback.loyalty.actor",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "com.google.type",
                "akka.actor.typed..",
                "akka.projection",
                "io.grpc..",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        SHARDS(
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.journal",
                "dev.giveback.operations.v1",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.platform.node",
                "dev.giveback.platform.tail",
                "com.google.protobuf..",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        ADMIN(
                "dev.giveback.platform.grpc",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.archive",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.archive",
                "dev.giveback.loyalty.backtest",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.feed",
                "dev.giveback.loyalty.grpc",
                "dev.giveback.loyalty.history",
                "dev.giveback.loyalty.late",
                "dev.giveback.loyalty.liability",
                "dev.giveback.loyalty.privacy",
                "dev.giveback.loyalty.rebuild",
                "dev.giveback.loyalty.seal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.loyalty.verification",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql"),
        GRPC(
                "dev.giveback.admin.v1",
                "dev.giveback.insight.v1",
                "dev.giveback.loyalty.actor",
                "dev.giveback.platform.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.directory",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.privacy",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.rules",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.rules",
                "dev.giveback.platform.v1",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "org.pcollections",
                "java.sql",
                "javax.sql");

        private final Whitelist whitelist;

        Layer(String... others) {
            String base =
                    "dev.giveback.loyalty." + name().toLowerCase(Locale.ROOT).replace('_', '.');
            this.whitelist =
                    name().startsWith("DOMAIN") ? Whitelist.ofCore(base, others) : Whitelist.ofAdapter(base, others);
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
        Set<String> listed = Stream.concat(
                        Stream.of("dev.giveback.loyalty", "dev.giveback.loyalty.v1"),
                        Arrays.stream(Layer.values()).map(layer -> layer.whitelist.base()))
                .collect(Collectors.toUnmodifiableSet());

        assertThat(SHIPPED.stream().map(type -> type.getPackageName()).distinct())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void onlyTheWiringReadsTheClock() {
        CLOCK.check(SHIPPED);
    }

    @ParameterizedTest
    @ValueSource(classes = {ReadsTheClock.ByACall.class, ReadsTheClock.ByAReference.class})
    void aPlantedLookAtTheClockIsCaught(Class<?> planted) {
        assertThat(CLOCK.evaluate(new ClassFileImporter().importClasses(planted))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void noTwoPackagesKnowEachOther() {
        CYCLES.check(SHIPPED);
    }

    @Test
    void aPlantedCycleIsCaught() {
        JavaClasses withCycle =
                new ClassFileImporter().importPackages("dev.giveback.loyalty.journal", "dev.giveback.loyalty.actor");

        assertThat(CYCLES.evaluate(withCycle).hasViolation()).isTrue();
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getFullName();
        return switch (target.getName()) {
            case "currentTimeMillis" -> owner.equals(System.class.getName());
            // With a clock given it is a calculation.
            case "now" ->
                owner.startsWith("java.time.")
                        && !(target instanceof AccessTarget.CodeUnitAccessTarget method
                                && method.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Clock.class)));
            case "system", "systemUTC", "systemDefaultZone" ->
                owner.equals(Clock.class.getName()) || owner.equals(InstantSource.class.getName());
            default -> false;
        };
    }
}
