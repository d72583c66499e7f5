package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ConsentChange;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Policy;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import dev.giveback.feedback.v1.GetConsentRequest;
import dev.giveback.feedback.v1.GetConsentResponse;
import dev.giveback.feedback.v1.GetContactRequest;
import dev.giveback.feedback.v1.GetContactResponse;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.ListContactsResponse;
import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.ListProgramContactsResponse;
import dev.giveback.feedback.v1.RetryContactRequest;
import dev.giveback.feedback.v1.RetryContactResponse;
import dev.giveback.feedback.v1.UpdateConsentRequest;
import dev.giveback.feedback.v1.UpdateConsentResponse;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The calls of {@code ContactService}. */
final class ContactGrpcService extends ContactServiceGrpc.ContactServiceImplBase {
    private final Calls calls;
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final Invitations invitations;
    private final ContactPages pages;
    private final InstantSource clock;

    ContactGrpcService(
            Calls calls,
            Contacts contacts,
            Outreaches outreaches,
            Invitations invitations,
            ContactPages pages,
            InstantSource clock) {
        this.calls = calls;
        this.contacts = contacts;
        this.outreaches = outreaches;
        this.invitations = invitations;
        this.pages = pages;
        this.clock = clock;
    }

    // Consent.

    @Override
    public void getConsent(GetConsentRequest request, StreamObserver<GetConsentResponse> responses) {
        calls.answer(
                () -> Checks.customer(request.getCustomer(), "customer"),
                CustomerId::program,
                (customer, patience) -> policy(customer.program())
                        .thenCombine(
                                contacts.read(customer, patience),
                                (policy, state) -> GetConsentResponse.newBuilder()
                                        .addAllConsents(ContactViews.consents(state, policy))
                                        .addAllLimits(ContactViews.limits(state, policy, clock.instant()))
                                        .build()),
                responses);
    }

    @Override
    public void updateConsent(UpdateConsentRequest request, StreamObserver<UpdateConsentResponse> responses) {
        calls.answer(
                () -> new Change(
                        Checks.customer(request.getCustomer(), "customer"),
                        new ContactCommand.ChangeConsent(
                                changes(request), Checks.shortText(request.getSource(), "source")),
                        calls.request(request.getRequestId(), request)),
                Change::program,
                (change, patience) -> policy(change.program())
                        .thenCombine(
                                contacts.decide(change.customer(), change.command(), change.request(), patience),
                                (policy, reply) -> UpdateConsentResponse.newBuilder()
                                        .addAllConsents(ContactViews.consents(
                                                Refusals.done(reply).state(), policy))
                                        .build()),
                responses);
    }

    private static List<ConsentChange> changes(UpdateConsentRequest request) {
        List<ConsentChange> changes = new ArrayList<>();
        for (int i = 0; i < request.getChangesCount(); i++) {
            dev.giveback.feedback.v1.ConsentChange change = request.getChanges(i);
            String field = "changes[" + i + "]";
            if (change.getChannel() == dev.giveback.feedback.v1.Channel.UNRECOGNIZED) {
                throw Checks.refused(field + ".channel", "must be EMAIL, WEBHOOK, IN_APP or none for all");
            }
            if (change.getPurpose() == dev.giveback.feedback.v1.ContactPurpose.UNRECOGNIZED) {
                throw Checks.refused(field + ".purpose", "must be SERVICE, SURVEY, MARKETING or none for all");
            }
            for (Channel channel : channels(change.getChannelValue())) {
                for (Purpose purpose : purposes(change.getPurposeValue())) {
                    changes.add(new ConsentChange(channel, purpose, change.getGranted()));
                }
            }
        }
        return changes;
    }

    private static List<Channel> channels(int number) {
        return number == 0 ? List.of(Channel.values()) : List.of(Channel.of(number));
    }

    private static List<Purpose> purposes(int number) {
        return number == 0 ? List.of(Purpose.values()) : List.of(Purpose.of(number));
    }

    // Contacts.

    @Override
    public void listContacts(ListContactsRequest request, StreamObserver<ListContactsResponse> responses) {
        calls.answer(
                () -> Checks.customer(request.getParent(), "parent"),
                CustomerId::program,
                (customer, patience) ->
                        contacts.read(customer, patience).thenApply(state -> page(customer, state, request)),
                responses);
    }

    private static ListContactsResponse page(CustomerId customer, ContactState state, ListContactsRequest request) {
        String last = Checks.lastId(request.getPageToken());
        List<ContactRecord> all = state.contacts();
        int from = 0;
        if (!last.isEmpty()) {
            from = indexAfter(all, last);
        }
        int to = Math.min(all.size(), from + Checks.pageSize(request.getPageSize()));
        ListContactsResponse.Builder page = ListContactsResponse.newBuilder();
        all.subList(from, to).forEach(contact -> page.addContacts(ContactViews.contact(customer, contact)));
        return to < all.size()
                ? page.setNextPageToken(Checks.pageTokenAfter(all.get(to - 1).id()))
                        .build()
                : page.build();
    }

    private static int indexAfter(List<ContactRecord> all, String last) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(last)) {
                return i + 1;
            }
        }
        throw Checks.pageToken();
    }

    @Override
    public void getContact(GetContactRequest request, StreamObserver<GetContactResponse> responses) {
        calls.answer(
                () -> Checks.contact(request.getName(), "name"),
                name -> name.customer().program(),
                (name, patience) -> contacts.read(name.customer(), patience)
                        .thenApply(state -> GetContactResponse.newBuilder()
                                .setContact(contact(name, state))
                                .build()),
                responses);
    }

    @Override
    public void retryContact(RetryContactRequest request, StreamObserver<RetryContactResponse> responses) {
        calls.answer(
                () -> {
                    Checks.ContactName name = Checks.contact(request.getName(), "name");
                    return new Change(
                            name.customer(),
                            new ContactCommand.Retry(name.contactId()),
                            calls.request(request.getRequestId(), request));
                },
                Change::program,
                (change, patience) -> contacts.decide(change.customer(), change.command(), change.request(), patience)
                        .thenApply(reply -> RetryContactResponse.newBuilder()
                                .setContact(contact(
                                        Checks.contact(request.getName(), "name"),
                                        Refusals.done(reply).state()))
                                .build()),
                responses);
    }

    private static dev.giveback.feedback.v1.Contact contact(Checks.ContactName name, ContactState state) {
        return state.contact(name.contactId())
                .map(contact -> ContactViews.contact(name.customer(), contact))
                .orElseThrow(() ->
                        RefusalStatus.of(Reason.CONTACT_NOT_FOUND, "contact: there is no contact " + name.contactId()));
    }

    @Override
    public void listProgramContacts(
            ListProgramContactsRequest request, StreamObserver<ListProgramContactsResponse> responses) {
        calls.answer(
                () -> {
                    String program = Checks.program(request.getParent(), "parent");
                    if (!request.getSource().isEmpty()
                            && !Checks.source(request.getSource(), "source")
                                    .program()
                                    .equals(program)) {
                        throw Checks.refused("source", "must be one of the program");
                    }
                    return program;
                },
                program -> program,
                (program, patience) -> calls.later(() -> pages.page(program, request)),
                responses);
    }

    @Override
    public void createInvitation(CreateInvitationRequest request, StreamObserver<CreateInvitationResponse> responses) {
        calls.answer(
                () -> Invitations.checked(request, calls.request(request.getRequestId(), request)),
                Invitations.Asked::program,
                invitations::create,
                responses);
    }

    private CompletionStage<Policy> policy(String program) {
        return outreaches
                .find(program)
                .thenApply(found -> found.map(Outreach::policy).orElse(Policy.DEFAULT));
    }

    /** What is to be changed of whom, and who asks. */
    private record Change(CustomerId customer, ContactCommand command, Request request) {
        String program() {
            return customer.program();
        }
    }
}
