package dev.giveback.gateway.http;

import java.time.Duration;

/**
 * Limits of calls by JSON.
 *
 * @param maxBodyBytes the longest body that is read
 * @param usualTimeout how long an answer is waited for if the caller says nothing
 * @param longestTimeout how long at most
 * @param heartbeat how long a stream is silent at most
 */
record ApiLimits(int maxBodyBytes, Duration usualTimeout, Duration longestTimeout, Duration heartbeat) {}
