package dev.giveback.feedback.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a failure of the mail library means. The texts of mail servers hold addresses, so only their codes are kept. */
final class SmtpFailure {
    private static final int FIRST_TEMPORARY = 400;
    private static final int FIRST_FINAL = 500;

    private SmtpFailure() {}

    static SendOutcome outcome(MessagingException failure, boolean isHandedOver) {
        int code = codeOf(failure);
        if (code >= FIRST_FINAL) {
            return new SendOutcome.Refused("smtp " + code);
        }
        if (code >= FIRST_TEMPORARY) {
            return new SendOutcome.TryAgain("smtp " + code);
        }
        if (isHandedOver) {
            return new SendOutcome.Unknown("smtp: no answer after the letter");
        }
        return new SendOutcome.TryAgain(
                isAuthentication(failure) ? "smtp: authentication refused" : "smtp: no connection or no answer");
    }

    /** The first reply code in the chain that is one; 0 without. */
    private static int codeOf(MessagingException failure) {
        for (Exception next = failure; next != null; next = after(next)) {
            int code = switch (next) {
                // The refusal of the only recipient comes inside one that tells of all.
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code >= FIRST_TEMPORARY) {
                return code;
            }
        }
        return 0;
    }

    private static boolean isAuthentication(MessagingException failure) {
        return failure instanceof AuthenticationFailedException;
    }

    private static @Nullable Exception after(Exception exception) {
        return exception instanceof MessagingException chained ? chained.getNextException() : null;
    }
}
