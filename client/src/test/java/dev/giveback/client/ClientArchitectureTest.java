package dev.giveback.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.giveback.testkit.Whitelist;
import org.junit.jupiter.api.Test;

/** What a shop takes into its program with the client: the contract, gRPC, and two small libraries. */
final class ClientArchitectureTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giveback.client");

    private static final Whitelist WHITELIST = Whitelist.ofAdapter(
            "dev.giveback.client",
            "dev.giveback.access.v1",
            "dev.giveback.coupon.v1",
            "dev.giveback.feedback.v1",
            "dev.giveback.insight.v1",
            "dev.giveback.loyalty.v1",
            "dev.giveback.operations.v1",
            "dev.giveback.recommendation.v1",
            "dev.giveback.webhook.v1",
            "com.github.f4b6a3.uuid",
            "com.google.gson",
            "com.google.protobuf..",
            "com.google.rpc",
            "io.grpc..",
            "java.nio.file");

    @Test
    void aPackageDependsOnWhatIsListedOnly() {
        assertThat(WHITELIST.isIn(SHIPPED)).isTrue();
        WHITELIST.rule().check(SHIPPED);
    }

    @Test
    void aPlantedDependencyIsCaught() {
        assertThat(WHITELIST.catchesWhatIsPlanted()).isTrue();
    }

    @Test
    void thereIsOnePackage() {
        assertThat(SHIPPED.stream().map(JavaClass::getPackageName).distinct()).containsExactly("dev.giveback.client");
    }
}
