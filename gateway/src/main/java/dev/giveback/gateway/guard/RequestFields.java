package dev.giveback.gateway.guard;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/** Fields that have the same name and meaning in all requests that have them. */
final class RequestFields {
    private static final String VALIDATE_ONLY = "validate_only";
    private static final String POINTS = "points";

    private RequestFields() {}

    /** Whether the request only asks what would happen. */
    static boolean isTrial(MethodRule rule, byte[] message) {
        return Boolean.TRUE.equals(value(rule, VALIDATE_ONLY, FieldDescriptor.JavaType.BOOLEAN, message));
    }

    /** How many points it is about, without sign; 0 if it is about none. */
    static long points(MethodRule rule, byte[] message) {
        return value(rule, POINTS, FieldDescriptor.JavaType.LONG, message) instanceof Long points
                ? Math.abs(Math.max(points, -Long.MAX_VALUE))
                : 0;
    }

    private static @Nullable Object value(MethodRule rule, String name, FieldDescriptor.JavaType type, byte[] message) {
        Descriptor request = rule.request();
        FieldDescriptor field = request == null ? null : request.findFieldByName(name);
        if (request == null || field == null || field.getJavaType() != type || field.isRepeated()) {
            return null;
        }
        try {
            return DynamicMessage.parseFrom(request, message).getField(field);
        } catch (InvalidProtocolBufferException malformed) {
            throw Refusals.malformed();
        }
    }
}
