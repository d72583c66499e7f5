package dev.giveback.feedback;

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
import dev.giveback.feedback.domain.planted.ReadsTheClock;
import dev.giveback.feedback.domain.planted.RollsDice;
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
final class FeedbackArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.feedback");

    private static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.giveback.feedback.*..")
            .and()
            .resideOutsideOfPackage("dev.giveback.feedback.v1..")
            .should()
            .accessTargetWhere(describe("the system's clock is read", FeedbackArchitectureTest::readsTheClock));

    /** Chances, keys and salts are drawn where they are at home, and given to the rest. */
    private static final ArchRule DICE = noClasses()
            .that()
            .resideInAPackage("dev.giveback.feedback.*..")
            .and()
            .resideOutsideOfPackages(
                    "dev.giveback.feedback.v1..", "dev.giveback.feedback.links..", "dev.giveback.feedback.texts..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    /** The packages below {@code dev.giveback.feedback}, and what each may know beside itself, the JDK's core and JSpecify. */
    enum Layer {
        ACTOR(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.journal",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed..",
                "org.pcollections"),
        CONTRACT(
                "dev.giveback.feedback.domain",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "com.google.rpc",
                "io.grpc.."),
        CUSTOMERS(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.occasions",
                "dev.giveback.loyalty.v1",
                "com.google.protobuf..",
                "com.google.rpc",
                "io.grpc.."),
        DELIVERIES(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.hooks",
                "dev.giveback.feedback.links",
                "dev.giveback.feedback.webhook",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.journal",
                "dev.giveback.platform.lifecycle",
                "dev.giveback.platform.tail",
                "dev.giveback.webhook.v1",
                "com.google.protobuf..",
                "io.grpc..",
                "io.micrometer.core.instrument..",
                "java.net",
                "java.nio.charset",
                "java.security",
                "java.sql",
                "javax.sql",
                "org.pcollections",
                "org.slf4j"),
        DIRECTORY(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.journal",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "akka.actor.typed..",
                "akka.projection..",
                "com.google.protobuf..",
                "java.sql",
                "javax.sql",
                "org.slf4j",
                "org.pcollections"),
        DOMAIN("java.nio.charset", "java.security", "org.pcollections"),
        FEED(
                "dev.giveback.feedback.actor",
                "dev.giveback.feedback.customers",
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.occasions",
                "dev.giveback.feedback.outreach",
                "dev.giveback.admin.v1",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.tail",
                "com.google.protobuf..",
                "io.grpc..",
                "java.sql",
                "javax.sql",
                "org.slf4j",
                "org.pcollections"),
        GRPC(
                "dev.giveback.feedback.actor",
                "dev.giveback.feedback.contract",
                "dev.giveback.feedback.customers",
                "dev.giveback.feedback.deliveries",
                "dev.giveback.feedback.directory",
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.hooks",
                "dev.giveback.feedback.links",
                "dev.giveback.feedback.mail",
                "dev.giveback.feedback.occasions",
                "dev.giveback.feedback.outbox",
                "dev.giveback.feedback.outreach",
                "dev.giveback.feedback.planner",
                "dev.giveback.feedback.reports",
                "dev.giveback.feedback.texts",
                "dev.giveback.feedback.v1",
                "dev.giveback.feedback.webhook",
                "dev.giveback.journal.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.contract",
                "dev.giveback.platform.grpc",
                "dev.giveback.platform.text",
                "dev.giveback.platform.v1",
                "dev.giveback.webhook.v1",
                "com.google.protobuf..",
                "io.grpc..",
                "java.io",
                "java.net",
                "java.nio.charset",
                "java.sql",
                "javax.sql",
                "org.pcollections",
                "com.google.rpc"),
        HOOKS(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.journal",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.journal",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed..",
                "com.google.protobuf..",
                "org.pcollections",
                "org.slf4j"),
        JOURNAL(
                "dev.giveback.feedback.domain",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.acts",
                "dev.giveback.platform.feed",
                "dev.giveback.platform.journal",
                "akka",
                "akka.actor",
                "akka.actor.typed..",
                "akka.serialization",
                "akka.stream..",
                "com.google.protobuf..",
                "java.io",
                "org.slf4j",
                "org.pcollections"),
        LINKS(
                "dev.giveback.feedback.domain",
                "dev.giveback.platform.config",
                "dev.giveback.platform.lifecycle",
                "com.google.crypto.tink..",
                "java.io",
                "java.net",
                "java.nio",
                "java.nio.channels",
                "java.nio.charset",
                "java.nio.file",
                "java.nio.file.attribute",
                "java.security",
                "javax.crypto.."),
        MAIL(
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.lifecycle",
                "com.samskivert.mustache",
                "jakarta.mail..",
                "java.io",
                "java.net",
                "java.nio",
                "java.nio.channels",
                "java.nio.charset",
                "java.nio.file",
                "java.security",
                "java.text",
                "javax.net",
                "org.eclipse.angus.mail.smtp"),
        OCCASIONS("dev.giveback.feedback.domain", "dev.giveback.platform.journal", "java.sql", "javax.sql"),
        OUTBOX(
                "dev.giveback.feedback.actor",
                "dev.giveback.feedback.customers",
                "dev.giveback.feedback.directory",
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.links",
                "dev.giveback.feedback.mail",
                "dev.giveback.feedback.outreach",
                "dev.giveback.feedback.v1",
                "dev.giveback.feedback.webhook",
                "dev.giveback.platform.config",
                "dev.giveback.platform.lifecycle",
                "com.google.protobuf..",
                "java.net",
                "java.sql",
                "org.slf4j",
                "org.pcollections"),
        OUTREACH(
                "dev.giveback.feedback.webhook",
                "java.net",
                "dev.giveback.feedback.contract",
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.journal",
                "dev.giveback.feedback.mail",
                "dev.giveback.feedback.v1",
                "dev.giveback.feedback.webhook",
                "dev.giveback.journal.v1",
                "dev.giveback.platform.journal",
                "akka.actor.typed..",
                "akka.cluster.sharding.typed..",
                "akka.persistence.typed..",
                "com.google.protobuf..",
                "io.grpc..",
                "org.pcollections",
                "org.slf4j"),
        PLANNER(
                "dev.giveback.feedback.actor",
                "dev.giveback.feedback.customers",
                "dev.giveback.feedback.domain",
                "dev.giveback.feedback.links",
                "dev.giveback.feedback.occasions",
                "dev.giveback.feedback.outreach",
                "dev.giveback.platform.rules",
                "dev.giveback.platform.tail",
                "java.sql",
                "javax.sql",
                "org.slf4j",
                "org.pcollections"),
        REPORTS(
                "com.google.protobuf..",
                "dev.giveback.feedback.directory",
                "dev.giveback.feedback.domain",
                "dev.giveback.journal.v1",
                "de.siegmar.fastcsv.writer",
                "java.io",
                "java.sql",
                "javax.sql"),
        REWARDS(
                "dev.giveback.feedback.actor",
                "dev.giveback.feedback.customers",
                "dev.giveback.feedback.directory",
                "dev.giveback.feedback.domain",
                "dev.giveback.coupon.v1",
                "dev.giveback.loyalty.v1",
                "dev.giveback.platform.tail",
                "io.grpc..",
                "java.nio.charset",
                "java.security",
                "java.sql",
                "javax.sql",
                "org.slf4j",
                "org.pcollections"),
        TEXTS(
                "dev.giveback.feedback.domain",
                "dev.giveback.platform.journal",
                "java.nio.charset",
                "java.security",
                "java.sql",
                "javax.sql",
                "org.slf4j"),
        WEBHOOK(
                "dev.giveback.feedback.mail",
                "dev.giveback.feedback.v1",
                "dev.giveback.platform.config",
                "dev.giveback.platform.lifecycle",
                "com.google.protobuf..",
                "java.io",
                "java.net",
                "javax.net.ssl",
                "org.apache.hc..",
                "java.nio.charset",
                "java.security",
                "javax.crypto..");

        private static final Set<String> FOR_ALL =
                Set.of("org.jspecify.annotations", "java.lang..", "java.math", "java.time..", "java.util..");

        private final ImmutableSet<String> others;

        Layer(String... others) {
            this.others = ImmutableSet.copyOf(others);
        }

        String base() {
            return "dev.giveback.feedback." + name().toLowerCase(Locale.ROOT);
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
                        Stream.of("dev.giveback.feedback", "dev.giveback.feedback.v1"),
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
