package dev.giveback.recommendation;

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
import dev.giveback.recommendation.domain.planted.ReadsTheClock;
import dev.giveback.recommendation.domain.planted.RollsDice;
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
final class RecommendationArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The generated contract is another module's.
            .withImportOption(location -> !location.contains("/recommendation/v1/"))
            .importPackages("dev.giveback.recommendation");

    private static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.giveback.recommendation.*..")
            .should()
            .accessTargetWhere(describe("the system's clock is read", RecommendationArchitectureTest::readsTheClock));

    private static final ArchRule DICE = noClasses()
            .that()
            .resideInAPackage("dev.giveback.recommendation.*..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    /** The packages below {@code dev.giveback.recommendation}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        DOMAIN("java.io"),
        LIVE(
                "dev.giveback.recommendation.domain",
                "dev.giveback.platform.lifecycle",
                "io.micrometer.core.instrument..",
                "java.io",
                "java.nio.channels..",
                "java.nio.file..",
                "org.slf4j"),
        FEED(
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.live",
                "com.google.protobuf..",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "io.grpc..",
                "io.micrometer.core.instrument..",
                "java.io",
                "org.slf4j"),
        OUTCOMES(
                "dev.giveback.recommendation.contract",
                "dev.giveback.recommendation.grpc",
                "dev.giveback.recommendation.live",
                "dev.giveback.recommendation.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.tail",
                "com.google.protobuf..",
                "io.grpc..",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        OFFERS(
                "dev.giveback.recommendation.contract",
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.grpc",
                "dev.giveback.recommendation.live",
                "dev.giveback.recommendation.v1",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "com.google.common.util.concurrent",
                "com.google.protobuf..",
                "com.google.type",
                "io.grpc.."),
        CATALOGUE(
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.live",
                "dev.giveback.platform.journal",
                "org.slf4j",
                "java.sql",
                "javax.sql"),
        EXPLAIN("dev.giveback.recommendation.domain"),
        CONTRACT(
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.explain",
                "dev.giveback.recommendation.live",
                "dev.giveback.recommendation.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc"),
        GRPC(
                "dev.giveback.recommendation.catalogue",
                "dev.giveback.recommendation.contract",
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.feed",
                "dev.giveback.recommendation.live",
                "dev.giveback.recommendation.v1",
                "dev.giveback.admin.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.v1",
                "com.google.protobuf..",
                "com.google.rpc",
                "com.google.type",
                "io.grpc..",
                "org.slf4j",
                "java.io",
                "java.nio",
                "java.nio.charset",
                "java.security",
                "java.sql",
                "javax.sql"),
        TREES("dev.giveback.recommendation.domain", "ml.dmlc.xgboost4j.java", "org.slf4j"),
        EVALUATION(
                "dev.giveback.recommendation.domain",
                "dev.giveback.recommendation.trees",
                "de.siegmar.fastcsv.reader",
                "java.io",
                "java.nio.charset",
                "java.nio.file");

        private static final Set<String> FOR_ALL =
                Set.of("org.jspecify.annotations", "java.lang..", "java.math", "java.time..", "java.util..");

        private final ImmutableSet<String> others;

        Layer(String... others) {
            this.others = ImmutableSet.copyOf(others);
        }

        String base() {
            return "dev.giveback.recommendation." + name().toLowerCase(Locale.ROOT);
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
        Set<String> listed = Arrays.stream(Layer.values()).map(Layer::base).collect(Collectors.toUnmodifiableSet());

        // Wiring knows all.
        assertThat(SHIPPED.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> !name.equals("dev.giveback.recommendation"))
                        .distinct())
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
