package dev.giveback.gateway.guard;

import com.google.protobuf.Descriptors.Descriptor;
import dev.giveback.options.v1.ApprovalKind;
import dev.giveback.options.v1.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a method, read from its proto.
 *
 * @param method its full name, {@code package.Service/Method}
 * @param request its request; null for a method that has no schema of ours, which has no fields to look at either
 * @param response its response; null as well
 * @param scope what a key must have
 * @param reach whose resources it touches
 * @param priority what goes first
 * @param audited whether each call is recorded
 * @param read the method that reads what this one changes; null if none does
 * @param approval what a second person may have to approve
 * @param guardsSecret whether a refusal may be a wrong guess
 */
record MethodRule(
        String method,
        @Nullable Descriptor request,
        @Nullable Descriptor response,
        String scope,
        Reach reach,
        Priority priority,
        boolean audited,
        @Nullable ReadMethod read,
        ApprovalKind approval,
        boolean guardsSecret) {

    /** Whose resources a call touches. */
    sealed interface Reach {
        /** Those of the programs that its fields name; the list, if there is one, is filled if nothing is named. */
        record Programs(List<FieldPath> fields, @Nullable ListField list) implements Reach {
            public Programs {
                fields = List.copyOf(fields);
            }
        }

        /** Everybody's. */
        record WholeInstallation() implements Reach {}

        /** What a sealed token in it names. */
        record Capability() implements Reach {}

        /** Nobody's. */
        record Nobody() implements Reach {}
    }

    /** A list of names of programs. */
    record ListField(FieldPath path, int number) {}

    /** A method that reads what another one changes, by the name that the other one was given. */
    record ReadMethod(String method, Descriptor request, Descriptor response, FieldPath name) {}

    /** Whether it is recorded, or a second person may have to approve it. */
    boolean isAct() {
        return audited || approval != ApprovalKind.APPROVAL_KIND_UNSPECIFIED;
    }

    /** Whether a decision needs the request. */
    boolean needsRequest() {
        return isAct() || guardsSecret || reach instanceof Reach.Programs;
    }

    /** Where an answer that is none says why; null if answers do not. */
    @Nullable
    FieldPath refusalInAnswer() {
        if (response == null || response.findFieldByName("refusal_reason") == null) {
            return null;
        }
        return FieldPath.of("refusal_reason", response, method);
    }

    /** The fields that name resources, the list of programs among them. */
    List<FieldPath> namingFields() {
        return reach instanceof Reach.Programs programs ? programs.fields() : List.of();
    }
}
