package dev.giveback.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.Immutable;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * A package of ours, and all that it may depend on beside itself. Its violation is planted in a package {@code planted} below it,
 * because a rule that has never caught anything may be misspelt.
 *
 * @param base the package, without those below it
 * @param others what it may know, in ArchUnit's notation: {@code java.time..} is the package and all below it
 */
@Immutable
public record Whitelist(String base, ImmutableSet<String> others) {
    private static final ImmutableSet<String> CORE =
            ImmutableSet.of("org.jspecify.annotations", "java.lang..", "java.math", "java.time..", "java.util..");

    private static final ImmutableSet<String> ADAPTER =
            ImmutableSet.of("org.slf4j", "java.io", "java.nio", "java.nio.charset", "java.security");

    /** A package that may know the JDK's core and JSpecify, and {@code others}. */
    public static Whitelist ofCore(String base, String... others) {
        return new Whitelist(base, union(CORE.stream(), Stream.of(others)));
    }

    /** A package that may also read and write bytes and texts, and log. */
    public static Whitelist ofAdapter(String base, String... others) {
        return new Whitelist(base, union(Stream.concat(CORE.stream(), ADAPTER.stream()), Stream.of(others)));
    }

    /** The rule, over whatever classes it is given. */
    public ArchRule rule() {
        return classes()
                .that()
                .resideInAnyPackage(base, planted())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(base, planted()), others.stream())
                        .toArray(String[]::new));
    }

    /** Whether some class of {@code classes} is in the package: the rule says nothing about a package that is not there. */
    public boolean isIn(JavaClasses classes) {
        return classes.stream().anyMatch(type -> type.getPackageName().equals(base));
    }

    /** Whether the rule finds the violation that is planted for it. */
    public boolean catchesWhatIsPlanted() {
        JavaClasses classes = new ClassFileImporter().importPackages(planted());
        return rule().evaluate(classes).hasViolation();
    }

    private String planted() {
        return base + ".planted";
    }

    private static ImmutableSet<String> union(Stream<String> some, Stream<String> others) {
        return Stream.concat(some, others).collect(ImmutableSet.toImmutableSet());
    }
}
