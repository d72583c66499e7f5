package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Hooks;
import java.util.Set;
import java.util.stream.Collectors;

/** Webhooks that are called. */
final class ActiveHooks {
    private ActiveHooks() {}

    /** Programs that have any. */
    static Set<String> programs(Hooks hooks) {
        return hooks.known().values().stream()
                .filter(program -> program.hooks().values().stream().anyMatch(Hook::isActive))
                .map(program -> program.program())
                .collect(Collectors.toUnmodifiableSet());
    }
}
