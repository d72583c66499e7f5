/** Whether the journal is whole and keeps its rules, and whether read models, snapshots and memory say what it says. */
@NullMarked
package dev.giveback.loyalty.verification;

import org.jspecify.annotations.NullMarked;
