package dev.giveback.feedback.outreach;

import com.google.protobuf.Timestamp;
import dev.giveback.feedback.domain.Limits;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.journal.v1.OutreachEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A program's outreach after its events, as it is stored.
 *
 * @param policy null while the defaults count
 * @param surveys all versions by id, the latest last
 * @param messages the latest version of each, by id
 * @param offer null while none was set
 * @param secretVersion of the webhook; 0 before the first
 * @param secretMillis when that was made
 * @param changes how many events there were
 * @param remembered events of requests, oldest first, {@link Limits#REMEMBERED_CHANGES} at most
 */
public record StoredOutreach(
        @Nullable ContactPolicy policy,
        PMap<String, PVector<Survey>> surveys,
        PMap<String, OutreachMessage> messages,
        @Nullable ReferralOffer offer,
        long secretVersion,
        long secretMillis,
        long changes,
        PVector<OutreachEvent> remembered) {
    /** Before the first event. */
    public static final StoredOutreach EMPTY =
            new StoredOutreach(null, HashTreePMap.empty(), HashTreePMap.empty(), null, 0, 0, 0, TreePVector.empty());

    /** The latest version of a survey. */
    public Optional<Survey> survey(String id) {
        return Optional.ofNullable(surveys.get(id)).map(all -> all.get(all.size() - 1));
    }

    /** A certain version; 0 for the latest. */
    public Optional<Survey> survey(String id, long version) {
        return version == 0
                ? survey(id)
                : Optional.ofNullable(surveys.get(id)).stream()
                        .flatMap(PVector::stream)
                        .filter(survey -> survey.getVersion() == version)
                        .findFirst();
    }

    /** The latest version of a message. */
    public Optional<OutreachMessage> message(String id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** After one more event. */
    public StoredOutreach evolve(OutreachEvent event) {
        StoredOutreach next = switch (event.getChangeCase()) {
            case POLICY -> with(event.getPolicy(), surveys, messages, offer);
            case SURVEY -> with(policy, withSurvey(event.getSurvey()), messages, offer);
            case MESSAGE ->
                with(
                        policy,
                        surveys,
                        messages.plus(Names.idOf(event.getMessage().getName()), event.getMessage()),
                        offer);
            case REFERRAL_OFFER -> with(policy, surveys, messages, event.getReferralOffer());
            case WEBHOOK_SECRET ->
                new StoredOutreach(
                        policy,
                        surveys,
                        messages,
                        offer,
                        event.getWebhookSecret().getVersion(),
                        event.getRecordMillis(),
                        changes + 1,
                        remembered);
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException("event of outreach: without a change (expected: one)");
        };
        return next.remembering(event);
    }

    /** Another state replaces its version, another version comes behind it. */
    private PMap<String, PVector<Survey>> withSurvey(Survey survey) {
        String id = Names.idOf(survey.getName());
        PVector<Survey> all = surveys.getOrDefault(id, TreePVector.empty());
        boolean same = !all.isEmpty() && all.get(all.size() - 1).getVersion() == survey.getVersion();
        return surveys.plus(id, same ? all.with(all.size() - 1, survey) : all.plus(survey));
    }

    private StoredOutreach with(
            @Nullable ContactPolicy nextPolicy,
            PMap<String, PVector<Survey>> nextSurveys,
            PMap<String, OutreachMessage> nextMessages,
            @Nullable ReferralOffer nextOffer) {
        return new StoredOutreach(
                nextPolicy, nextSurveys, nextMessages, nextOffer, secretVersion, secretMillis, changes + 1, remembered);
    }

    private StoredOutreach remembering(OutreachEvent event) {
        PVector<OutreachEvent> all = remembered.plus(event);
        return new StoredOutreach(
                policy,
                surveys,
                messages,
                offer,
                secretVersion,
                secretMillis,
                changes,
                all.size() > Limits.REMEMBERED_CHANGES ? all.minus(0) : all);
    }

    static boolean ended(OutreachState state) {
        return state == OutreachState.OUTREACH_STATE_ENDED;
    }

    static Timestamp time(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(millis, 1_000L))
                .setNanos(Math.floorMod(millis, 1_000) * 1_000_000)
                .build();
    }
}
