package dev.giveback.torture.process;

import com.google.protobuf.ByteString;

/** How one call ended for the one who made it. */
sealed interface Answer {
    /** It was carried out; these are the bytes of the answer. */
    record Given(ByteString bytes) implements Answer {}

    /** It was refused, so it had no effect. */
    record Refused(String reason) implements Answer {}

    /** Nobody knows whether it was carried out. */
    record Unknown(String why) implements Answer {}
}
