package dev.giveback.feedback.hooks;

import dev.giveback.feedback.domain.Request;

/** What is asked for of a program's webhooks. */
public sealed interface HookChange {
    /** The webhook's id. */
    String id();

    /** Who asks. */
    Request request();

    /** Create one that is told of what is behind a place. */
    record Create(String id, HookDefinition definition, Place start, Request request) implements HookChange {}

    /** Give it another definition. */
    record Update(String id, HookDefinition definition, Request request) implements HookChange {}

    /** Pause it, or make it active again. */
    record SetPause(String id, Pause pause, Request request) implements HookChange {}

    /** Delete it. */
    record Delete(String id, Request request) implements HookChange {}

    /** Make a new secret. */
    record RotateSecret(String id, Request request) implements HookChange {}

    /** Tell of everything since a time again. */
    record Replay(String id, long startMillis, Request request) implements HookChange {}
}
