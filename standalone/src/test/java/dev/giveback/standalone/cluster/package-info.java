/** Several nodes of the loyalty service, each a process of its own, are killed, frozen and restarted under load; what was acknowledged is there, once. */
@NullMarked
package dev.giveback.standalone.cluster;

import org.jspecify.annotations.NullMarked;
