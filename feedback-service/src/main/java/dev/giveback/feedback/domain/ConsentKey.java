package dev.giveback.feedback.domain;

/** What is consented to. */
public record ConsentKey(Channel channel, Purpose purpose) {}
