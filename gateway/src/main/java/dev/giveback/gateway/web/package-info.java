/**
 * The few pages that customers see: a survey behind the link of an invitation, and the page that unsubscribes. They are rendered here, without
 * JavaScript; what they show and what becomes of a form comes from feedback-service, by its gRPC. The token in the link is the authentication,
 * so nothing here logs a path, keeps a page in a cache, or tells another site where the customer came from.
 */
@NullMarked
package dev.giveback.gateway.web;

import org.jspecify.annotations.NullMarked;
