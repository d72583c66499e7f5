package dev.giveback.coupon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.giveback.coupon.code.planted.ReadsTheClock;
import dev.giveback.coupon.code.planted.RollsDice;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may depend on whom inside the service. A whitelist a package, each with a planted violation that it catches. */
final class CouponArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.coupon");

    private static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.giveback.coupon.*..")
            .and()
            .resideOutsideOfPackage("dev.giveback.coupon.v1..")
            .should()
            .accessTargetWhere(describe("the system's clock is read", CouponArchitectureTest::readsTheClock));

    private static final ArchRule DICE = noClasses()
            .that()
            .resideInAPackage("dev.giveback.coupon.*..")
            .and()
            .resideOutsideOfPackage("dev.giveback.coupon.v1..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    /** The packages below {@code dev.giveback.coupon}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        CODE(
                "dev.giveback.platform.text",
                "org.roaringbitmap",
                "javax.crypto..",
                "java.security",
                "java.nio",
                "java.nio.charset"),
        DOMAIN(
                "dev.giveback.coupon.code",
                "org.pcollections",
                "javax.crypto..",
                "java.security",
                "java.nio",
                "java.nio.charset"),
        RULES("dev.giveback.coupon.domain", "dev.giveback.platform.rules"),
        PROOF("java.security", "java.nio.charset"),
        JOURNAL(
                "dev.giveback.platform.cluster",
                "dev.giveback.coupon.code",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "org.pcollections",
                "akka.serialization",
                "java.io"),
        CONTRACT(
                "dev.giveback.coupon.domain",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.rpc",
                "io.grpc"),
        ACTOR(
                "dev.giveback.platform.cluster",
                "dev.giveback.coupon.code",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "io.grpc",
                "org.pcollections",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed.."),
        CUSTOMERS(
                "dev.giveback.coupon.actor",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "com.google.common.util.concurrent",
                "com.google.protobuf..",
                "com.google.rpc",
                "org.pcollections",
                "io.grpc.."),
        DIRECTORY(
                "dev.giveback.coupon.code",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "akka.actor.typed..",
                "akka.projection..",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        FEED(
                "dev.giveback.coupon.actor",
                "dev.giveback.coupon.customers",
                "dev.giveback.coupon.directory",
                "dev.giveback.coupon.domain",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.tail",
                "com.google.protobuf..",
                "com.google.type",
                "io.grpc..",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        ARCHIVE(
                "dev.giveback.coupon.contract",
                "dev.giveback.coupon.directory",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.archive",
                "com.google.protobuf..",
                "io.grpc..",
                "java.io",
                "java.sql"),
        VERIFICATION(
                "dev.giveback.coupon.contract",
                "dev.giveback.coupon.directory",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc",
                "java.sql",
                "javax.sql"),
        ADMIN(
                "dev.giveback.coupon.contract",
                "dev.giveback.coupon.directory",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.v1",
                "dev.giveback.coupon.verification",
                "dev.giveback.journal.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.archive",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql"),
        GRPC(
                "dev.giveback.coupon.actor",
                "dev.giveback.coupon.code",
                "dev.giveback.coupon.contract",
                "dev.giveback.coupon.customers",
                "dev.giveback.coupon.directory",
                "dev.giveback.coupon.domain",
                "dev.giveback.coupon.journal",
                "dev.giveback.coupon.proof",
                "dev.giveback.coupon.rules",
                "dev.giveback.coupon.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.rules",
                "dev.giveback.platform.v1",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "java.nio.charset",
                "org.pcollections");

        private static final Set<String> FOR_ALL =
                Set.of("org.jspecify.annotations", "java.lang..", "java.math", "java.time..", "java.util..");

        private final ImmutableSet<String> others;

        Layer(String... others) {
            this.others = ImmutableSet.copyOf(others);
        }

        String base() {
            return "dev.giveback.coupon." + name().toLowerCase(Locale.ROOT);
        }

        ArchRule whitelist() {
            String[] packages = Stream.of(Stream.of(base() + ".."), FOR_ALL.stream(), others.stream())
                    .flatMap(names -> names)
                    .toArray(String[]::new);
            return classes()
                    .that()
                    .resideInAPackage(base() + "..")
                    .should()
                    .onlyDependOnClassesThat(
                            // Appendable declares it; the rest of its package is not for these rules.
                            resideInAnyPackage(packages).or(equivalentTo(IOException.class)));
        }

        JavaClasses planted() {
            return new ClassFileImporter().importPackages(base() + ".planted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPackageDependsOnWhatIsListedOnly(Layer layer) {
        assertThat(SHIPPED.stream().filter(type -> type.getPackageName().equals(layer.base())))
                .isNotEmpty();
        layer.whitelist().check(SHIPPED);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedDependencyIsCaught(Layer layer) {
        assertThat(layer.whitelist().evaluate(layer.planted()).hasViolation()).isTrue();
    }

    @Test
    void everyPackageHasItsList() {
        Set<String> listed = Stream.concat(
                        Stream.of("dev.giveback.coupon", "dev.giveback.coupon.v1"),
                        Arrays.stream(Layer.values()).map(Layer::base))
                .collect(Collectors.toUnmodifiableSet());

        assertThat(SHIPPED.stream().map(type -> type.getPackageName()).distinct())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void noPackageReadsTheClockOrRollsDice() {
        CLOCK.check(SHIPPED);
        DICE.check(SHIPPED);
    }

    @ParameterizedTest
    @ValueSource(classes = {ReadsTheClock.ByACall.class, ReadsTheClock.ByAReference.class})
    void aPlantedLookAtTheClockIsCaught(Class<?> planted) {
        assertThat(CLOCK.evaluate(new ClassFileImporter().importClasses(planted))
                        .hasViolation())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {RollsDice.OfAGame.class, RollsDice.OfABank.class})
    void aPlantedRollOfDiceIsCaught(Class<?> planted) {
        assertThat(DICE.evaluate(new ClassFileImporter().importClasses(planted)).hasViolation())
                .isTrue();
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
