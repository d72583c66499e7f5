package dev.giveback.standalone;

import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.SetMessageStateRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pausing, resuming and ending a message. */
final class MessageStates {
    private MessageStates() {}

    /** {@code giveback message pause}. */
    @Command(
            name = "pause",
            description = "Pauses it: nothing new is sent, and what falls due meanwhile is not sent later.")
    static final class Pause implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the message in the program.")
        private String name = "";

        @Override
        public Integer call() {
            return set(options, name, OutreachState.OUTREACH_STATE_PAUSED);
        }
    }

    /** {@code giveback message resume}. */
    @Command(name = "resume", description = "Resumes it.")
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the message in the program.")
        private String name = "";

        @Override
        public Integer call() {
            return set(options, name, OutreachState.OUTREACH_STATE_ACTIVE);
        }
    }

    /** {@code giveback message end}. */
    @Command(name = "end", description = "Ends it for good. Links that were sent can be answered until they expire.")
    static final class End implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the message in the program.")
        private String name = "";

        @Override
        public Integer call() {
            return set(options, name, OutreachState.OUTREACH_STATE_ENDED);
        }
    }

    private static int set(ShowOptions options, String name, OutreachState state) {
        SetMessageStateRequest request = SetMessageStateRequest.newBuilder()
                .setName(options.message(name))
                .setState(state)
                .setRequestId(UUID.randomUUID().toString())
                .build();
        return options.show(
                client ->
                        client.await(client.outreach().setMessageState(request)).getMessage(),
                there -> List.of(there.getName() + " is " + OutreachText.state(there.getState())));
    }
}
