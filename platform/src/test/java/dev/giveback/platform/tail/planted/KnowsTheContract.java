package dev.giveback.platform.tail.planted;

import dev.giveback.platform.v1.EchoRequest;

/** A planted violation: the reader of a feed knows what is in it. */
public final class KnowsTheContract {
    /** The violation itself. */
    public final EchoRequest foreign = EchoRequest.getDefaultInstance();
}
