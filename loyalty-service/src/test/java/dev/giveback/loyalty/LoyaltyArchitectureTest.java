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
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.domain.planted.ReadsTheClock;
import dev.giveback.loyalty.feed.planted.ParsesStoredBytes;
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

    /** Else what an earlier build stored would be read as it is no more. */
    private static final ArchRule STORED_BYTES = noClasses()
            .that()
            .resideInAPackage("dev.giveback.loyalty..")
            .and()
            .doNotHaveFullyQualifiedName("dev.giveback.loyalty.journal.StoredEvents")
            .should()
            .accessTargetWhere(describe(
                    "stored events are parsed past their upcasters",
                    access -> access.getTarget().getOwner().getFullName().equals(CustomerEvent.class.getName())
                            && access.getTarget().getName().matches("parse(Delimited)?From|parser")));

    private static final ArchRule CYCLES =
            slices().matching("dev.giveback.loyalty.(*)..").should().beFreeOfCycles();

    /** The packages below {@code dev.giveback.loyalty}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        DOMAIN("dev.giveback.loyalty.domain.pricing", "org.pcollections"),
        DOMAIN_PRICING,
        RULES("dev.giveback.loyalty.domain..", "dev.giveback.platform.rules"),
        CONTRACT(
                "dev.giveback.loyalty.domain..",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.protobuf..",
                "com.google.rpc",
                "io.grpc",
                "io.grpc.stub"),
        JOURNAL(
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "org.pcollections",
                "akka.serialization",
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
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.contract",
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
                "io.grpc..",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed.."),
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
        ACTS(
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "akka.actor.typed..",
                "akka.cluster.typed",
                "akka.japi..",
                "akka.persistence.typed..",
                "io.grpc..",
                "java.sql",
                "javax.sql",
                "org.slf4j"),
        REBUILD(
                "dev.giveback.loyalty.acts",
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
        ADMIN(
                "dev.giveback.loyalty.acts",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.domain",
                "dev.giveback.loyalty.rebuild",
                "dev.giveback.loyalty.v1",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql"),
        GRPC(
                "dev.giveback.loyalty.actor",
                "dev.giveback.loyalty.contract",
                "dev.giveback.loyalty.directory",
                "dev.giveback.loyalty.domain..",
                "dev.giveback.loyalty.journal",
                "dev.giveback.loyalty.program",
                "dev.giveback.loyalty.rules",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.rules",
                "dev.giveback.platform.v1",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "org.pcollections");

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
    void storedEventsAreReadInOnePlace() {
        STORED_BYTES.check(SHIPPED);
    }

    @Test
    void aPlantedReaderOfStoredBytesIsCaught() {
        assertThat(STORED_BYTES
                        .evaluate(new ClassFileImporter().importClasses(ParsesStoredBytes.class))
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
