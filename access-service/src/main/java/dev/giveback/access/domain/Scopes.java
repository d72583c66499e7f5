package dev.giveback.access.domain;

import java.util.Set;

/**
 * The scopes that a key can be given, the closed list: a key with a scope that is misspelt would open nothing, and nobody would be told. The
 * gateway has the same list with what each is for; a test of the standalone compares them.
 */
public final class Scopes {
    /** All of them, without the one for every scope. */
    public static final Set<String> ALL = Set.of(
            "access.admin",
            "approve",
            "audit.read",
            "campaign.admin",
            "campaign.read",
            "catalogue.write",
            "checkout",
            "coupon.write",
            "customer.admin",
            "customer.read",
            "customer.write",
            "erase",
            "feed.read",
            "insight.read",
            "journal.admin",
            "journal.read",
            "operations.admin",
            "operations.read",
            "personal.read",
            "points.adjust",
            "points.write",
            "program.admin",
            "program.read",
            "recommend",
            "survey.admin",
            "survey.answer",
            "survey.read",
            "survey.write",
            "webhook.admin");

    private Scopes() {}
}
