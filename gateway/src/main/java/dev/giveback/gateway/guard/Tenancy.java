package dev.giveback.gateway.guard;

import com.google.protobuf.CodedOutputStream;
import dev.giveback.gateway.guard.MethodRule.ListField;
import dev.giveback.gateway.guard.MethodRule.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request names, as far as its caller may name it.
 *
 * @param message the request to be passed on: the very bytes, or with the caller's programs added where none was named
 * @param names the resources that it names, in the order of the rule's fields
 */
@SuppressWarnings("ArrayRecordComponent") // None is compared.
record Tenancy(byte[] message, List<String> names) {

    /**
     * Checks a request.
     *
     * @throws io.grpc.StatusRuntimeException if it names what is not the caller's, in the same words as for what is not there
     */
    static Tenancy check(MethodRule rule, Caller caller, byte[] message) {
        if (!(rule.reach() instanceof Reach.Programs programs)) {
            return new Tenancy(message, List.of());
        }
        List<String> names = new ArrayList<>(2);
        try {
            for (FieldPath path : programs.fields()) {
                FieldScan.add(path, message, names);
            }
            return caller.allPrograms() ? new Tenancy(message, names) : ofOwn(programs, caller, message, names);
        } catch (IOException malformed) {
            throw Refusals.malformed();
        }
    }

    private static Tenancy ofOwn(Reach.Programs programs, Caller caller, byte[] message, List<String> names)
            throws IOException {
        ListField list = programs.list();
        List<String> listed = list == null ? List.of() : FieldScan.of(list.path(), message);
        for (String name : names) {
            refuseUnlessOwn(caller, name);
        }
        for (String name : listed) {
            refuseUnlessOwn(caller, name);
        }
        if (!names.isEmpty() || !listed.isEmpty()) {
            return new Tenancy(message, names.isEmpty() ? listed : names);
        }
        if (list == null || caller.programs().isEmpty()) {
            throw Refusals.allProgramsNeeded();
        }
        return new Tenancy(withPrograms(message, list.number(), caller), List.copyOf(caller.programs()));
    }

    private static void refuseUnlessOwn(Caller caller, String name) {
        if (!caller.owns(name)) {
            throw Refusals.notFound();
        }
    }

    /** Elements of a repeated field may stand anywhere in a message, so they are put after its end. */
    private static byte[] withPrograms(byte[] message, int field, Caller caller) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length + 64);
        bytes.writeBytes(message);
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            for (String program : caller.programs().stream().sorted().toList()) {
                output.writeString(field, program);
            }
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The first resource that is named; empty if none is. */
    String resource() {
        return names.isEmpty() ? "" : names.get(0);
    }

    /** The customer that is named first; empty if none is. */
    String customer() {
        for (String name : names) {
            String customer = ResourceNames.customer(name);
            if (!customer.isEmpty()) {
                return customer;
            }
        }
        return "";
    }
}
