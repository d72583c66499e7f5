package dev.giveback.access;

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
import dev.giveback.access.domain.planted.ReadsTheClock;
import dev.giveback.access.domain.planted.RollsDice;
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
final class AccessArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.access");

    private static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.giveback.access.*..")
            .and()
            .resideOutsideOfPackage("dev.giveback.access.v1..")
            .should()
            .accessTargetWhere(describe("the system's clock is read", AccessArchitectureTest::readsTheClock));

    /** Ids and secrets are drawn where they are at home, and given to the rest. */
    private static final ArchRule DICE = noClasses()
            .that()
            .resideInAPackage("dev.giveback.access.*..")
            .and()
            .resideOutsideOfPackages("dev.giveback.access.v1..", "dev.giveback.access.secrets..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    /** The packages below {@code dev.giveback.access}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        ACTOR(
                "dev.giveback.access.domain",
                "dev.giveback.access.journal",
                "dev.giveback.access.v1",
                "dev.giveback.journal.v1",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.cluster.typed",
                "akka.persistence.typed..",
                "com.google.protobuf..",
                "org.pcollections"),
        CHANGES(
                "dev.giveback.access.domain",
                "dev.giveback.access.journal",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.feed",
                "com.google.protobuf..",
                "org.slf4j"),
        CONTRACT(
                "dev.giveback.access.domain",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.rpc",
                "io.grpc.."),
        DIRECTORY(
                "dev.giveback.access.domain",
                "dev.giveback.access.journal",
                "dev.giveback.access.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.options.v1",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "akka.actor.typed..",
                "akka.projection..",
                "com.google.protobuf..",
                "java.sql",
                "javax.sql"),
        DOMAIN("org.pcollections"),
        GRPC(
                "dev.giveback.access.actor",
                "dev.giveback.access.changes",
                "dev.giveback.access.contract",
                "dev.giveback.access.directory",
                "dev.giveback.access.domain",
                "dev.giveback.access.secrets",
                "dev.giveback.access.v1",
                "dev.giveback.access.verification",
                "dev.giveback.options.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.v1",
                "com.google.protobuf..",
                "io.grpc..",
                "java.nio.charset"),
        JOURNAL(
                "dev.giveback.access.domain",
                "dev.giveback.access.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.options.v1",
                "dev.giveback.platform.journal",
                "akka.serialization",
                "com.google.protobuf..",
                "java.io",
                "org.pcollections"),
        SECRETS(
                "dev.giveback.access.domain",
                "dev.giveback.platform.lifecycle",
                "java.io",
                "java.nio",
                "java.nio.channels",
                "java.nio.charset",
                "java.nio.file..",
                "java.security"),
        VERIFICATION(
                "dev.giveback.access.contract",
                "dev.giveback.access.domain",
                "dev.giveback.access.journal",
                "dev.giveback.access.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.journal",
                "com.google.protobuf..",
                "io.grpc",
                "java.sql",
                "javax.sql");

        private static final Set<String> FOR_ALL =
                Set.of("org.jspecify.annotations", "java.lang..", "java.math", "java.time..", "java.util..");

        private final ImmutableSet<String> others;

        Layer(String... others) {
            this.others = ImmutableSet.copyOf(others);
        }

        String base() {
            return "dev.giveback.access." + name().toLowerCase(Locale.ROOT);
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
                        Stream.of("dev.giveback.access", "dev.giveback.access.v1"),
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
