/**
 * The certificate that the API server trusts the webhook by: made, kept in a Secret, renewed with
 * overlap, and its CA named in the webhook configuration. It exists so that one {@code helm
 * install} is enough; where cert-manager or a person brings the certificate, it only reads. Called
 * by the admission room and {@code config}.
 */
@NullMarked
package dev.routeguard.admission.certificate;

import org.jspecify.annotations.NullMarked;
