package dev.giveback.torture.process;

import com.google.protobuf.MessageLite;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.ListResponsesRequest;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the shop sees of people, and does about them, over the network. */
final class People {
    private static final AdminContext CONTEXT = AdminContext.newBuilder()
            .setOperator("torture")
            .setReason("asked for it")
            .build();

    private final Calls calls;

    People(Calls calls) {
        this.calls = calls;
    }

    /** Erases a person, as {@code giveback customer erase} does, as soon as what is under way has ended; says how many keys were deleted. */
    int erase(Person person) throws InterruptedException {
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (true) {
            try {
                return calls.call(() -> calls.to(JournalServiceGrpc::newBlockingStub)
                                .eraseCustomer(EraseCustomerRequest.newBuilder()
                                        .setCustomer(calls.customer(person.id()))
                                        .setRequestId("erase")
                                        .setContext(CONTEXT)
                                        .build()))
                        .getKeysDeleted();
            } catch (StatusRuntimeException refused) {
                Calls.expect(refused, "ERASE_BLOCKED");
                if (System.nanoTime() > end) {
                    throw refused;
                }
                Thread.sleep(100);
            }
        }
    }

    /** The profile; empty of who was erased. */
    Optional<Profile> profile(Person person) throws InterruptedException {
        try {
            return Optional.of(calls.call(() -> calls.to(CustomerServiceGrpc::newBlockingStub)
                            .getProfile(GetProfileRequest.newBuilder()
                                    .setName(calls.customer(person.id()))
                                    .build()))
                    .getProfile());
        } catch (StatusRuntimeException refused) {
            Calls.expect(refused, "CUSTOMER_ERASED");
            return Optional.empty();
        }
    }

    /** All that is held about a person, with what is sealed opened, as text. */
    String held(Person person) throws InterruptedException {
        return calls.call(() -> {
            StringBuilder all = new StringBuilder();
            calls.to(JournalServiceGrpc::newBlockingStub)
                    .exportCustomer(ExportCustomerRequest.newBuilder()
                            .setCustomer(calls.customer(person.id()))
                            .setContext(CONTEXT)
                            .build())
                    .forEachRemaining(all::append);
            return all.toString();
        });
    }

    /** How many answers are found by the person's word. */
    int answersFound(Person person) throws InterruptedException {
        return calls.call(() -> calls.to(FeedbackServiceGrpc::newBlockingStub)
                        .listResponses(ListResponsesRequest.newBuilder()
                                .setSurvey(calls.name("surveys/" + Telling.SURVEY))
                                .setQuery(person.word())
                                .build()))
                .getResponsesCount();
    }

    /** Writes the pieces of an export of the program's journal into a new file. */
    void exportJournal(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var steps = calls.to(JournalServiceGrpc::newBlockingStub)
                    .exportJournal(ExportJournalRequest.newBuilder()
                            .setContext(CONTEXT)
                            .setScope(calls.program())
                            .build());
            while (steps.hasNext()) {
                MessageLite step = steps.next();
                step.writeDelimitedTo(out);
            }
        }
    }

    /** Whether the service that asks people knows that whom the link was given to was erased; it is told a moment later. */
    boolean isGone(String token) throws InterruptedException {
        OpenInvitationRequest request =
                OpenInvitationRequest.newBuilder().setToken(token).build();
        try {
            calls.call(() -> calls.to(AnswerServiceGrpc::newBlockingStub).openInvitation(request));
            throw new IllegalStateException("what was answered can be answered once more");
        } catch (StatusRuntimeException refused) {
            if (Calls.isBecauseOf(refused, "ALREADY_ANSWERED")) {
                return false;
            }
            Calls.expect(refused, "CUSTOMER_GONE");
            return true;
        }
    }
}
