package dev.giveback.feedback.grpc;

/** The secrets that calls of the channel WEBHOOK are signed with. */
@FunctionalInterface
public interface WebhookSecrets {
    /** The secret of a program by its number, in base 64. */
    String base64(String program, long version);
}
