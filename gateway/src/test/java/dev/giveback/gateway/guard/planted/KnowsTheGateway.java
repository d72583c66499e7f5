package dev.giveback.gateway.guard.planted;

import dev.giveback.gateway.Gateway;

/** A guard that knows where calls go. */
public final class KnowsTheGateway {
    /** What it must not have. */
    public String port(Gateway gateway) {
        return "port " + gateway.port();
    }
}
