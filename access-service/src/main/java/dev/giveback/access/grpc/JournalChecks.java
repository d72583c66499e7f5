package dev.giveback.access.grpc;

import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.access.v1.VerifyAccessJournalResponse;
import dev.giveback.access.verification.AccessVerifier;
import dev.giveback.platform.acts.Works;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/** Checks of the journals: each a work of its own, whose act the gateway has recorded. */
record JournalChecks(Works works, AccessVerifier verifier) {
    void start(VerifyAccessJournalRequest call, StreamObserver<VerifyAccessJournalResponse> responses) {
        try {
            works.start(
                    verifier.ask(call, Caller.current().principal()), responses, stream -> verifier.run(call, stream));
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }
}
