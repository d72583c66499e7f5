package dev.giveback.gateway.guard;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.giveback.platform.lifecycle.StartupException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a request to a text in it, {@code campaign.name} say.
 *
 * @param text as it stands in the proto
 * @param steps the fields on the way, the last a text
 */
record FieldPath(String text, List<Step> steps) {

    /** A field on the way. */
    record Step(int number, boolean repeated) {}

    FieldPath {
        steps = List.copyOf(steps);
    }

    /**
     * Follows the path.
     *
     * @param method what messages call the method
     * @throws StartupException if it leads nowhere, or through a field that the scan of bytes cannot follow
     */
    static FieldPath of(String text, Descriptor request, String method) {
        List<Step> steps = new ArrayList<>();
        Descriptor message = request;
        String[] names = text.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            FieldDescriptor field = message.findFieldByName(names[i]);
            boolean last = i == names.length - 1;
            if (field == null || !isFollowed(field, last)) {
                throw new StartupException(
                        "access rule of " + method + ": field " + text + " of " + request.getFullName()
                                + " (expected: messages, then a text, none of them a map or in a oneof)");
            }
            steps.add(new Step(field.getNumber(), field.isRepeated()));
            if (!last) {
                message = field.getMessageType();
            }
        }
        return new FieldPath(text, steps);
    }

    /** Of a oneof the last member alone counts, which a scan for one member does not see. */
    private static boolean isFollowed(FieldDescriptor field, boolean last) {
        JavaType expected = last ? JavaType.STRING : JavaType.MESSAGE;
        return field.getJavaType() == expected
                && !field.isMapField()
                && field.getType() != FieldDescriptor.Type.GROUP
                && field.getRealContainingOneof() == null;
    }
}
