package dev.giveback.gateway.guard;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the texts at a path in the bytes of a message without parsing the rest. It reads by the reader that the services use, and what it finds is what they
 * will see: of a field that is there once the last value, since messages that come several times are merged; of a repeated one each.
 */
final class FieldScan {
    private final List<FieldPath.Step> steps;
    private final List<String> found;

    private FieldScan(FieldPath path, List<String> found) {
        this.steps = path.steps();
        this.found = found;
    }

    /**
     * Adds the texts at the path that are not empty.
     *
     * @throws IOException if the bytes are malformed; the service would refuse them too
     */
    static void add(FieldPath path, byte[] message, List<String> found) throws IOException {
        FieldScan scan = new FieldScan(path, found);
        Slot slot = new Slot();
        scan.message(CodedInputStream.newInstance(message), 0, slot);
        scan.add(slot.text);
    }

    /** As {@link #add}. */
    static List<String> of(FieldPath path, byte[] message) throws IOException {
        List<String> found = new ArrayList<>(1);
        add(path, message, found);
        return found;
    }

    /** The text of an element that has one, the last that was read. */
    private static final class Slot {
        private String text = "";
    }

    private void message(CodedInputStream input, int depth, Slot slot) throws IOException {
        int field = steps.get(depth).number();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                value(input, depth, slot);
            } else if (!input.skipField(tag)) {
                throw new IOException("a group ends that did not begin");
            }
        }
    }

    private void value(CodedInputStream input, int depth, Slot slot) throws IOException {
        boolean repeated = steps.get(depth).repeated();
        Slot here = repeated ? new Slot() : slot;
        if (depth == steps.size() - 1) {
            here.text = input.readStringRequireUtf8();
        } else {
            int outer = input.pushLimit(input.readRawVarint32());
            message(input, depth + 1, here);
            input.popLimit(outer);
        }
        if (repeated) {
            add(here.text);
        }
    }

    private void add(String text) {
        if (!text.isEmpty()) {
            found.add(text);
        }
    }
}
