package dev.giveback.feedback.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a program's customers are asked and told: the policy, the surveys with all their versions, the messages, the referral offer.
 *
 * @param versions of each survey by id, by version, the latest last
 * @param messagesById the latest version of each
 * @param webhookSecretVersion 0 before the first
 * @param webhookSecretTime when that secret was made; null before the first
 * @param changes how many changes there were: the later of two states has more
 */
public record Outreach(
        String program,
        Policy policy,
        Map<String, SortedMap<Long, Survey>> versions,
        Map<String, Message> messagesById,
        ReferralOffer referralOffer,
        long webhookSecretVersion,
        @Nullable Instant webhookSecretTime,
        long changes) {
    /** Of a program that has set nothing. */
    public static Outreach none(String program) {
        return new Outreach(program, Policy.DEFAULT, Map.of(), Map.of(), ReferralOffer.NONE, 0, null, 0);
    }

    /** The latest version of a survey, by its id without {@code surveys/}. */
    public Optional<Survey> survey(String id) {
        return Optional.ofNullable(versions.get(id)).map(all -> all.get(all.lastKey()));
    }

    /** A certain version; 0 for the latest. */
    public Optional<Survey> survey(String id, long version) {
        return version == 0 ? survey(id) : Optional.ofNullable(versions.get(id)).map(all -> all.get(version));
    }

    /** All versions of a survey, the latest last; none if there is no such survey. */
    public Collection<Survey> versions(String id) {
        SortedMap<Long, Survey> all = versions.get(id);
        return all == null ? List.of() : all.values();
    }

    /** A message, by its id without {@code messages/}. */
    public Optional<Message> message(String id) {
        return Optional.ofNullable(messagesById.get(id));
    }

    /** A survey or message by {@code surveys/{id}} or {@code messages/{id}}. */
    public Optional<Source> source(String sourceId) {
        if (sourceId.startsWith(Source.SURVEYS)) {
            return survey(sourceId.substring(Source.SURVEYS.length())).map(Survey::source);
        }
        return sourceId.startsWith(Source.MESSAGES)
                ? message(sourceId.substring(Source.MESSAGES.length())).map(Message::source)
                : Optional.empty();
    }

    /** All surveys and messages. */
    public List<Source> sources() {
        return Stream.concat(
                        versions.keySet().stream()
                                .map(this::survey)
                                .flatMap(Optional::stream)
                                .map(Survey::source),
                        messages().stream().map(Message::source))
                .toList();
    }

    /** All messages. */
    public Collection<Message> messages() {
        return messagesById.values();
    }
}
