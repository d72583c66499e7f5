package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.access.domain.Scopes;
import dev.giveback.gateway.guard.Scope;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The access service and the gateway know the same scopes. */
final class ScopesTest {
    @Test
    void aKeyCanBeGivenWhatMethodsAskFor() {
        assertThat(Scopes.ALL)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Scope.values())
                        .filter(scope -> scope != Scope.ANY)
                        .map(Scope::text)
                        .toList());
    }
}
