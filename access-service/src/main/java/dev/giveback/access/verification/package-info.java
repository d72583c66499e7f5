/** Whether the journals of keys, acts and approvals are whole and keep their rules, and whether what is kept beside them has seen more. */
@NullMarked
package dev.giveback.access.verification;

import org.jspecify.annotations.NullMarked;
