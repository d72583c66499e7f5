package dev.giveback.feedback.grpc;

import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.ListProgramContactsResponse;

/** A program's contacts in pages. */
@FunctionalInterface
public interface ContactPages {
    /**
     * A page; it may block.
     *
     * @param request whose parent and source have been checked
     * @throws io.grpc.StatusRuntimeException naming the field that is wrong
     */
    ListProgramContactsResponse page(String program, ListProgramContactsRequest request);
}
