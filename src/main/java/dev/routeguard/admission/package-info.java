/**
 * The webhook: where the API server asks before a change lands, and the only place that knows who
 * asked. Bytes come in bounded, become a {@link dev.routeguard.estate.Change}, are judged, and the
 * answer leaves in time. Knows the review and everything below; only {@code config} calls it, and
 * the record room implements {@link dev.routeguard.admission.AdmissionListener}.
 */
@NullMarked
package dev.routeguard.admission;

import org.jspecify.annotations.NullMarked;
