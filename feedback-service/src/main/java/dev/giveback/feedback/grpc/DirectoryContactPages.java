package dev.giveback.feedback.grpc;

import dev.giveback.feedback.directory.ContactEntry;
import dev.giveback.feedback.directory.ContactFilter;
import dev.giveback.feedback.directory.ContactTable;
import dev.giveback.feedback.directory.PageKey;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.ListProgramContactsResponse;
import dev.giveback.feedback.v1.NotSentReason;
import java.util.List;

/** A program's contacts in pages, from the read model. */
public final class DirectoryContactPages implements ContactPages {
    private final ContactTable contacts;

    /** Pages of this table. */
    public DirectoryContactPages(ContactTable contacts) {
        this.contacts = contacts;
    }

    @Override
    public ListProgramContactsResponse page(String program, ListProgramContactsRequest request) {
        ContactFilter filter = filter(program, request);
        PageKey after = PageKeys.read(request.getPageToken(), PageKey.LATEST);
        int size = Checks.pageSize(request.getPageSize());
        List<ContactEntry> read = Reads.run(() -> contacts.page(program, filter, after, size + 1));
        ListProgramContactsResponse.Builder page =
                ListProgramContactsResponse.newBuilder().setNextPageToken(PageKeys.next(read, size, ContactEntry::key));
        read.stream().limit(size).map(ResponseMessages::contact).forEach(page::addContacts);
        return page.build();
    }

    private static ContactFilter filter(String program, ListProgramContactsRequest request) {
        for (ContactState state : request.getStatesList()) {
            if (state == ContactState.UNRECOGNIZED || state == ContactState.CONTACT_STATE_UNSPECIFIED) {
                throw Checks.refused("states", "must be states of contacts, each of them one that there is");
            }
        }
        if (request.getReason() == NotSentReason.UNRECOGNIZED) {
            throw Checks.refused("reason", "must be a reason that there is, or none for all");
        }
        return new ContactFilter(
                request.getStatesList().stream().map(ContactState::getNumber).toList(),
                request.getSource().isEmpty() ? "" : source(program, request.getSource()),
                request.getReasonValue());
    }

    /** The source within the program. */
    private static String source(String program, String name) {
        if (!Checks.source(name, "source").program().equals(program)) {
            throw Checks.refused("source", "must be one of the program that is listed");
        }
        return Checks.source(name, "source").sourceId();
    }
}
