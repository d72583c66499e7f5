package dev.giveback.feedback.grpc;

import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.v1.PreviewContactRequest;
import dev.giveback.feedback.v1.PreviewContactResponse;

/** What a survey's invitation or a message would say. */
@FunctionalInterface
public interface PreviewVerb {
    /**
     * The texts; it may block. Program and name have been checked.
     *
     * @throws io.grpc.StatusRuntimeException SURVEY_NOT_FOUND, MESSAGE_NOT_FOUND, CUSTOMER_NOT_FOUND
     */
    PreviewContactResponse preview(SourceName source, PreviewContactRequest request);
}
