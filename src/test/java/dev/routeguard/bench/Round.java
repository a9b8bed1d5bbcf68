package dev.routeguard.bench;

import java.time.Duration;

/**
 * One round with the webhook.
 *
 * @param reviews the API server asked for while it was measured
 * @param cpu the operator used meanwhile
 */
record Round(
    Latencies latencies, long reviews, Duration cpu, long residentMegabytes, Duration ready) {}
