package dev.giveback.loyalty.archive;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** How imports are refused. */
final class ImportRefusals {
    private ImportRefusals() {}

    static StatusRuntimeException damaged(DamagedExportException damage) {
        return RefusalStatus.of(
                new Refusal(Reason.EXPORT_DAMAGED, String.valueOf(damage.getMessage()), damage.place()));
    }

    static StatusRuntimeException unknown(UnknownFormatException format) {
        return RefusalStatus.of(new Refusal(
                Reason.EXPORT_FORMAT_UNKNOWN,
                String.valueOf(format.getMessage()),
                Map.of("format_version", Integer.toString(format.version()))));
    }

    static StatusRuntimeException notEmpty(String subject, String rule) {
        return RefusalStatus.of(new Refusal(Reason.IMPORT_NOT_EMPTY, "import: " + rule, Map.of("subject", subject)));
    }

    static StatusRuntimeException noProgram(String program) {
        return RefusalStatus.of(new Refusal(
                Reason.PROGRAM_NOT_FOUND,
                "import: the customer's program " + program + " is not here; import or create it first",
                Map.of("name", "programs/" + program)));
    }
}
