package dev.giveback.gateway.web.planted;

import dev.giveback.gateway.Gateway;

/** A page that knows the forwarding. */
public final class KnowsTheForwarding {
    /** What it must not have. */
    public String backend(Gateway gateway) {
        return "port " + gateway.port();
    }
}
