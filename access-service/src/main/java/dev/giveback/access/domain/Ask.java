package dev.giveback.access.domain;

/**
 * An act that somebody wants to do.
 *
 * @param kind of act
 * @param method its full name
 * @param resource that it changes
 * @param requestSha256 of the method's name and the request's bytes, in hexadecimal digits
 * @param requester who wants to
 */
public record Ask(ApprovalKind kind, String method, String resource, String requestSha256, String requester) {}
