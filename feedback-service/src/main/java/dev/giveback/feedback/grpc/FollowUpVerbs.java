package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.directory.FollowUpEntry;
import dev.giveback.feedback.directory.FollowUpFilter;
import dev.giveback.feedback.directory.FollowUpTable;
import dev.giveback.feedback.directory.PageKey;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.FollowUp;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.texts.PersonalText;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.feedback.v1.FollowUpState;
import dev.giveback.feedback.v1.ListFollowUpsRequest;
import dev.giveback.feedback.v1.ListFollowUpsResponse;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What is done about low scores. Lists come from the read model; one of them, and every change, from the customer's journal. */
final class FollowUpVerbs {
    private static final List<Integer> NOT_RESOLVED =
            List.of(FollowUpState.FOLLOW_UP_STATE_OPEN_VALUE, FollowUpState.FOLLOW_UP_STATE_IN_PROGRESS_VALUE);

    private final Contacts contacts;
    private final FollowUpTable table;
    private final Texts texts;
    private final Executor blocking;
    private final InstantSource clock;

    FollowUpVerbs(Contacts contacts, FollowUpTable table, Texts texts, Executor blocking, InstantSource clock) {
        this.contacts = contacts;
        this.table = table;
        this.texts = texts;
        this.blocking = blocking;
        this.clock = clock;
    }

    ListFollowUpsResponse list(String program, ListFollowUpsRequest request) {
        PageKey after = PageKeys.read(request.getPageToken(), PageKey.OLDEST);
        int size = Checks.pageSize(request.getPageSize());
        FollowUpFilter filter = filter(program, request);
        List<FollowUpEntry> read = Reads.run(() -> table.page(program, filter, after, size + 1));
        ListFollowUpsResponse.Builder page =
                ListFollowUpsResponse.newBuilder().setNextPageToken(PageKeys.next(read, size, FollowUpEntry::key));
        read.stream().limit(size).map(FollowUpMessages::listed).forEach(page::addFollowUps);
        return page.build();
    }

    private static FollowUpFilter filter(String program, ListFollowUpsRequest request) {
        for (FollowUpState state : request.getStatesList()) {
            if (state == FollowUpState.UNRECOGNIZED || state == FollowUpState.FOLLOW_UP_STATE_UNSPECIFIED) {
                throw Checks.refused("states", "must be OPEN, IN_PROGRESS or RESOLVED");
            }
        }
        if (request.getAssignee().chars().anyMatch(Character::isISOControl)) {
            throw Checks.refused("assignee", "must have no control characters");
        }
        List<Integer> states =
                request.getStatesList().stream().map(FollowUpState::getNumber).toList();
        String survey = "";
        if (!request.getSurvey().isEmpty()) {
            survey = Checks.survey(request.getSurvey(), "survey").sourceId();
            if (!Checks.survey(request.getSurvey(), "survey").program().equals(program)) {
                throw Checks.refused("survey", "must be one of the program that is listed");
            }
        }
        return new FollowUpFilter(states.isEmpty() ? NOT_RESOLVED : states, survey, request.getAssignee());
    }

    CompletionStage<dev.giveback.feedback.v1.FollowUp> get(CustomerId customer, String contactId, Duration patience) {
        return contacts.read(customer, patience).thenApplyAsync(state -> told(state, contactId), blocking);
    }

    /**
     * Changes one. A note is kept before the event that names it, and thrown away when there is none.
     *
     * @param note empty for none
     */
    CompletionStage<dev.giveback.feedback.v1.FollowUp> update(
            CustomerId customer,
            ContactCommand.ChangeFollowUp change,
            String note,
            Request request,
            Duration patience) {
        if (note.isEmpty()) {
            return decide(customer, change, request, patience)
                    .thenApplyAsync(done -> told(done.state(), change.contactId()), blocking);
        }
        PersonalText kept = PersonalText.of(note);
        texts.keep(customer, List.of(kept), clock.millis());
        return decide(
                        customer,
                        new ContactCommand.ChangeFollowUp(
                                change.contactId(), change.state(), change.assignee(), kept.hash(), change.author()),
                        request,
                        patience)
                .handleAsync((done, failure) -> settled(customer, kept, done, failure), blocking)
                .thenCompose(outcome -> outcome)
                .thenApplyAsync(done -> told(done.state(), change.contactId()), blocking);
    }

    private CompletionStage<ContactReply.Done> decide(
            CustomerId customer, ContactCommand command, Request request, Duration patience) {
        return contacts.decide(customer, command, request, patience).thenApply(Refusals::done);
    }

    /** Whether the event names the note is known unless no answer came: then it is found out later. */
    private CompletionStage<ContactReply.Done> settled(
            CustomerId customer, PersonalText kept, ContactReply.@Nullable Done done, @Nullable Throwable failure) {
        if (done != null && !done.repeated()) {
            texts.recorded(customer, List.of(kept.hash()));
        } else if (done != null || isRefused(failure)) {
            texts.drop(customer, List.of(kept.hash()), clock.millis());
        }
        return done != null
                ? CompletableFuture.completedFuture(done)
                : CompletableFuture.failedFuture(
                        failure == null ? new IllegalStateException("reply: none (expected: one)") : failure);
    }

    private static boolean isRefused(@Nullable Throwable failure) {
        return failure != null && CallFailure.rootOf(failure) instanceof StatusRuntimeException;
    }

    private dev.giveback.feedback.v1.FollowUp told(ContactState state, String contactId) {
        FollowUp now = state.followUps().get(contactId);
        if (now == null) {
            throw notFound(contactId);
        }
        Map<String, String> notes = texts.read(
                state.id(), now.notes().stream().map(FollowUp.Note::hash).toList());
        return FollowUpMessages.current(FollowUpFacts.of(state, contactId, table), now, notes);
    }

    static RuntimeException notFound(String contactId) {
        return RefusalStatus.of(Reason.FOLLOW_UP_NOT_FOUND, "follow-up: there is no follow-up " + contactId);
    }
}
