/**
 * Who may call what. Every call to a routed method passes {@link dev.giveback.gateway.guard.Guard}, whichever way it came: the caller is found out, the
 * method's rule is applied, which stands as an option beside the method in its proto, and only then the call is opened to a service.
 */
@NullMarked
package dev.giveback.gateway.guard;

import org.jspecify.annotations.NullMarked;
