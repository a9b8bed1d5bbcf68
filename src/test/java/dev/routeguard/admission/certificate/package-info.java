/** Tests of the webhook's certificates, and certificates for other tests of the webhook. */
@NullMarked
package dev.routeguard.admission.certificate;

import org.jspecify.annotations.NullMarked;
