package dev.giveback.coupon.domain;

import org.jspecify.annotations.Nullable;

/** What is asked of a campaign by hand; claims come in batches and are no commands. */
public sealed interface Command {
    /** Who asks. */
    Request request();

    /** Create it. */
    record CreateCampaign(Request request, Definition definition, Secret secret) implements Command {}

    /** Make a new version, from the one that the caller has seen. */
    record UpdateCampaign(Request request, long seenVersion, Definition definition) implements Command {}

    /** Stop giving for now. */
    record PauseCampaign(Request request) implements Command {}

    /** Go on giving. */
    record ResumeCampaign(Request request) implements Command {}

    /** Stop giving for ever. */
    record EndCampaign(Request request) implements Command {}

    /** Hide an ended campaign and free its code. */
    record ArchiveCampaign(Request request) implements Command {}

    /**
     * Revoke unique codes: the one that was typed, or those of a range of numbers.
     *
     * @param typed null for a range
     */
    record RevokeCodes(Request request, @Nullable String typed, long first, long count) implements Command {}
}
