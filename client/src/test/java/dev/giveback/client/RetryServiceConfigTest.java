package dev.giveback.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryServiceConfigTest {
    private final List<MethodDescriptor> methods = RetryServiceConfig.methods();

    /** If this fails, the contract has changed: run the main of RetryServiceConfig with the path of the file. */
    @Test
    void theShippedFileIsThatOfTheContract() throws IOException {
        try (var file = ServiceConfig.class.getResourceAsStream(ServiceConfig.RESOURCE)) {
            assertThat(file).isNotNull();
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(RetryServiceConfig.json());
        }
    }

    @Test
    void whatChangesWithoutARequestIdIsNotRepeated() {
        assertThat(mayBeRepeated("ReviewApproval")).isFalse();
        assertThat(mayBeRepeated("SubmitResponse")).isFalse();
        assertThat(mayBeRepeated("RecordImpressions")).isFalse();
        assertThat(mayBeRepeated("RebuildModel")).isFalse();
        assertThat(mayBeRepeated("ImportJournal")).isFalse();
    }

    @Test
    void readsAndChangesWithARequestIdAreRepeated() {
        assertThat(mayBeRepeated("GetCustomer")).isTrue();
        assertThat(mayBeRepeated("QuoteCheckout")).isTrue();
        assertThat(mayBeRepeated("CompleteCheckout")).isTrue();
        assertThat(mayBeRepeated("AdjustPoints")).isTrue();
    }

    @Test
    void eachCallHasADeadlineAndStreamsHaveNone() {
        var timeouts = ServiceConfig.shipped().timeouts();
        assertThat(methods).hasSizeGreaterThan(100).allSatisfy(method -> {
            boolean stream = method.isClientStreaming() || method.isServerStreaming();
            assertThat(timeouts.containsKey(method.getService().getFullName() + "/" + method.getName()))
                    .as(method.getFullName())
                    .isEqualTo(!stream);
        });
    }

    private boolean mayBeRepeated(String name) {
        return methods.stream()
                .filter(method -> method.getName().equals(name))
                .map(RetryServiceConfig::mayBeRepeated)
                .findFirst()
                .orElseThrow();
    }
}
