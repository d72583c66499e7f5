package dev.giveback.feedback.webhook;

import java.net.UnknownHostException;

/** A name leads to an address that must not be called. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String host) {
        super(host + ": it is in a private network");
    }
}
