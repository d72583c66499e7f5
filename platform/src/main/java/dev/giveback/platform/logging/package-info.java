/** How a process logs: plain text for people, JSON lines for machines, personal data in neither. */
@NullMarked
package dev.giveback.platform.logging;

import org.jspecify.annotations.NullMarked;
