package dev.giveback.feedback.domain;

/** Consent to one purpose by one channel that is given or withdrawn. */
public record ConsentChange(Channel channel, Purpose purpose, boolean granted) {}
