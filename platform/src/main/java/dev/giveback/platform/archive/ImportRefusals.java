package dev.giveback.platform.archive;

import com.google.rpc.Code;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/**
 * How files are refused.
 *
 * @param domain of the service's error infos
 */
public record ImportRefusals(String domain) {
    /** What is in the way of an import. */
    public StatusRuntimeException notEmpty(String subject, String rule) {
        return precondition("IMPORT_NOT_EMPTY", "import: " + rule, Map.of("subject", subject));
    }

    /** The program, customer or campaign that is in the way of an import. */
    public StatusRuntimeException thereAlready(String persistenceId) {
        String[] parts = persistenceId.split("\\|", 2);
        String words = parts[0] + ' ' + parts[1].replaceFirst("\\|", "/");
        return notEmpty(persistenceId, "there is the " + words + " here already; nothing is overwritten");
    }

    StatusRuntimeException damaged(DamagedExportException damage) {
        return precondition("EXPORT_DAMAGED", String.valueOf(damage.getMessage()), damage.place());
    }

    StatusRuntimeException unknown(UnknownFormatException format) {
        return precondition(
                "EXPORT_FORMAT_UNKNOWN",
                String.valueOf(format.getMessage()),
                Map.of("format_version", Integer.toString(format.version())));
    }

    private StatusRuntimeException precondition(String reason, String message, Map<String, String> details) {
        ErrorStatus status = ErrorStatus.of(Code.FAILED_PRECONDITION, domain, reason, message);
        details.forEach(status::metadata);
        int colon = message.indexOf(':');
        status.preconditionViolation(reason, colon < 0 ? "" : message.substring(0, colon), message);
        return status.toException();
    }

    StatusRuntimeException field(String field, String rule) {
        ErrorStatus status = ErrorStatus.of(Code.INVALID_ARGUMENT, domain, "INVALID_FIELD", field + ": " + rule);
        status.metadata("field", field);
        status.metadata("rule", rule);
        status.fieldViolation(field, "INVALID_FIELD", rule);
        return status.toException();
    }
}
