package dev.giveback.loyalty.program;

import dev.giveback.loyalty.v1.Program;

/** A change of a program that is asked for; its program has been mapped without a mistake. */
sealed interface ProgramChange {
    /** The program as it is to be; what is output-only in it is ignored. */
    Program program();

    /** Who asked, and how a repeat is recognised. */
    Request request();

    /** Makes version 1. */
    record CreateProgram(Program program, Request request) implements ProgramChange {}

    /**
     * Makes the next version.
     *
     * @param expectedVersion that the caller has seen; 0 for any
     */
    record UpdateProgram(Program program, Request request, long expectedVersion) implements ProgramChange {}

    /**
     * A request.
     *
     * @param fingerprint of its content, see {@link dev.giveback.platform.contract.Fingerprint}
     * @param principal as authenticated; empty if nobody was
     */
    record Request(String requestId, long fingerprint, String principal) {}
}
