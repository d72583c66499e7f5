package dev.giveback.platform.grpc;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks requests against the rules in their protos ({@code buf.validate}). A broken rule becomes INVALID_ARGUMENT with
 * reason {@code INVALID_FIELD} and a {@code BadRequest} that names field and rule, never the value. The rules are
 * compiled at the start, for the types given, so that no call pays for it and a faulty rule keeps the process from
 * starting.
 */
public final class RequestValidator {
    /** The reason of every refusal of a field. */
    public static final String REASON = "INVALID_FIELD";

    private final String domain;
    private final Set<Descriptor> types;
    private final Validator validator;

    private RequestValidator(String domain, Set<Descriptor> types, Validator validator) {
        this.domain = domain;
        this.types = types;
        this.validator = validator;
    }

    /**
     * A validator for these types and the types in their fields; others are refused as a programmer's error.
     *
     * @param domain the domain of the error info, {@code loyalty.giveback.dev} say
     * @param types the request types
     */
    public static RequestValidator forTypes(String domain, Collection<Descriptor> types) {
        try {
            Validator validator = ValidatorFactory.newBuilder().buildWithDescriptors(List.copyOf(types), true);
            return new RequestValidator(domain, Set.copyOf(types), validator);
        } catch (CompilationException e) {
            throw new IllegalStateException("a validation rule does not compile: " + e.getMessage(), e);
        }
    }

    /** A validator for the request types of all methods of these services. */
    public static RequestValidator forServices(String domain, ServiceDescriptor... services) {
        List<Descriptor> types = new ArrayList<>();
        for (ServiceDescriptor service : services) {
            service.getMethods().forEach(method -> types.add(inputOf(method.getSchemaDescriptor())));
        }
        return forTypes(domain, types);
    }

    /**
     * Returns when the request keeps all its rules.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT, when it does not
     */
    public void validate(Message request) {
        validate(request, "");
    }

    /**
     * The same for a part of a whole.
     *
     * @param prefix what the path of every field begins with, {@code messages[3].} say
     */
    void validate(Message request, String prefix) {
        ValidationResult result;
        try {
            result = validator.validate(request);
        } catch (ValidationException e) {
            throw new IllegalStateException(request.getDescriptorForType().getFullName() + " cannot be validated", e);
        } catch (DateTimeException | ArithmeticException beyond) {
            // The library makes an instant of each time before it looks at its rules.
            throw invalidTime(prefix + invalidTime(request).orElse("time"));
        }
        if (result.isSuccess()) {
            return;
        }
        if (!types.contains(request.getDescriptorForType())) {
            throw new IllegalArgumentException(
                    "request: " + request.getDescriptorForType().getFullName()
                            + " (expected: one of the types that the validator was made for)");
        }
        throw refusal(result.getViolations(), prefix);
    }

    private StatusRuntimeException invalidTime(String field) {
        String rule = "must be a time between the years 1 and 9999, or a duration of at most 10,000 years";
        return ErrorStatus.of(Code.INVALID_ARGUMENT, domain, REASON, field + ": " + rule)
                .metadata("field", field)
                .metadata("rule", "valid_time")
                .fieldViolation(field, "VALID_TIME", rule)
                .toException();
    }

    /** The path of the first time or duration that is beyond what there is. */
    private static Optional<String> invalidTime(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
            for (int at = 0; at < values.size(); at++) {
                String name = field.getKey().getName() + (field.getKey().isRepeated() ? "[" + at + "]" : "");
                Object value = values.get(at);
                boolean isInvalid = value instanceof Timestamp time
                        ? !Timestamps.isValid(time)
                        : value instanceof Duration duration && !Durations.isValid(duration);
                if (isInvalid) {
                    return Optional.of(name);
                }
                Optional<String> inside = value instanceof Message part ? invalidTime(part) : Optional.empty();
                if (inside.isPresent()) {
                    return Optional.of(name + "." + inside.get());
                }
            }
        }
        return Optional.empty();
    }

    private StatusRuntimeException refusal(List<Violation> violations, String prefix) {
        build.buf.validate.Violation first = violations.get(0).toProto();
        String field = prefix + path(first.getField());
        ErrorStatus status = ErrorStatus.of(Code.INVALID_ARGUMENT, domain, REASON, field + ": " + describe(first))
                .metadata("field", field)
                .metadata("rule", first.getRuleId());
        for (Violation violation : violations) {
            build.buf.validate.Violation proto = violation.toProto();
            status.fieldViolation(prefix + path(proto.getField()), rule(proto), describe(proto));
        }
        return status.toException();
    }

    private static String describe(build.buf.validate.Violation violation) {
        return violation.getMessage().isEmpty() ? violation.getRuleId() : violation.getMessage();
    }

    private static String rule(build.buf.validate.Violation violation) {
        return violation.getRuleId().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    private static String path(FieldPath path) {
        return path.getElementsList().stream().map(RequestValidator::element).collect(Collectors.joining("."));
    }

    private static String element(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case SUBSCRIPT_NOT_SET -> element.getFieldName();
            case INDEX -> element.getFieldName() + "[" + element.getIndex() + "]";
            case BOOL_KEY -> element.getFieldName() + "[" + element.getBoolKey() + "]";
            case INT_KEY -> element.getFieldName() + "[" + element.getIntKey() + "]";
            case UINT_KEY -> element.getFieldName() + "[" + Long.toUnsignedString(element.getUintKey()) + "]";
            // A text key is the caller's own and may be personal.
            case STRING_KEY -> element.getFieldName() + "[…]";
        };
    }

    private static Descriptor inputOf(Object schema) {
        if (schema instanceof ProtoMethodDescriptorSupplier method) {
            return method.getMethodDescriptor().getInputType();
        }
        throw new IllegalArgumentException("schema: " + schema + " (expected: a method of generated code)");
    }
}
