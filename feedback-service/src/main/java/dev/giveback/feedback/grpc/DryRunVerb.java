package dev.giveback.feedback.grpc;

import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.v1.DryRunRequest;
import dev.giveback.feedback.v1.DryRunResponse;
import io.grpc.stub.StreamObserver;

/** Who would get a survey's invitation or a message. */
@FunctionalInterface
public interface DryRunVerb {
    /** Answers the call to its end; it may block. Program and name have been checked. */
    void run(SourceName source, DryRunRequest request, StreamObserver<DryRunResponse> responses);
}
