package dev.giveback.gateway;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.giveback.loyalty.v1.Basket;
import java.io.IOException;

/**
 * Looks for typed codes in the bytes of a checkout without parsing them. It walks over the fields by the reader that the service itself
 * uses, so what it does not see the service does not see either.
 */
final class CheckoutCodes {
    private CheckoutCodes() {}

    /**
     * Whether the message may hold a code, or a result of one. Malformed bytes may: the parser then has the last word.
     *
     * @param basketField number of the field of the basket; of several, which are merged, each is looked at
     * @param resultsField number of the field of the results
     */
    static boolean mayBeIn(byte[] message, int basketField, int resultsField) {
        CodedInputStream input = CodedInputStream.newInstance(message);
        try {
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                boolean isBasket =
                        field == basketField && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                if (field == resultsField || (isBasket ? mayBeInBasket(input) : !input.skipField(tag))) {
                    return true;
                }
            }
            return false;
        } catch (IOException malformed) {
            return true;
        }
    }

    private static boolean mayBeInBasket(CodedInputStream input) throws IOException {
        int outerLimit = input.pushLimit(input.readRawVarint32());
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == Basket.CODES_FIELD_NUMBER || !input.skipField(tag)) {
                return true;
            }
        }
        input.popLimit(outerLimit);
        return false;
    }
}
